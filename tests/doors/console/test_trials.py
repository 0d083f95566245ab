"""Trying a draft and running it in the shadow, on the console's pages."""

from uuid import uuid4

import pytest
from django.utils import timezone

from amends.core.access import Role
from amends.core.disputes.reasons import Detail, Reason
from amends.core.policies.trial import Change
from amends.doors.jobs.trial_part import Part, try_part
from amends.doors.jobs import trial as job
from amends.records.policies.models import PolicyVersion, ShadowFinding, Trial
from amends.records.trail.models import TrailEntry
from amends.usecases.policies.find_in_shadow import find_in_shadow
from amends.core.access import SYSTEM
from amends.core.policies.trials import Cases
from tests.core.policies.cases import arrived
from tests.doors.console.asking import nothing_changes, page, send, statements
