-- Every guard of what is never changed stands, and fires whatever a session says that it is.
-- Tables: pg_trigger.
select g.name as id,
       case when t.tgname is null then 'the guard is gone'
            else format('the guard of %%s is not always on', t.tgrelid::regclass) end as words
from unnest(array[
    'awards_append_only', 'awards_no_truncate', 'bearings_append_only', 'bearings_no_truncate',
    'contests_kept', 'credit_notes_append_only', 'credit_notes_no_truncate', 'debit_lines_append_only',
    'debit_lines_no_truncate', 'debit_lines_placed', 'debit_note_steps_append_only', 'debit_note_steps_no_truncate',
    'debit_notes_kept', 'debit_notes_no_truncate', 'decisions_append_only', 'decisions_no_truncate',
    'departures_append_only', 'departures_no_truncate', 'entries_append_only', 'entries_no_truncate',
    'external_events_append_only', 'external_events_no_truncate', 'external_movements_append_only',
    'external_movements_no_truncate', 'findings_append_only', 'findings_no_truncate', 'ledger_accounts_append_only',
    'ledger_accounts_no_truncate', 'legs_beside_a_claim', 'measures_kept', 'orders_claimed_elsewhere',
    'payments_claimed_elsewhere', 'policy_versions_kept', 'postings_append_only', 'postings_no_truncate',
    'shadow_findings_append_only', 'shadow_findings_no_truncate', 'standing_changes_append_only',
    'standing_changes_no_truncate', 'trail_entries_append_only', 'trail_entries_no_truncate'
]) as g (name)
left join pg_trigger t on t.tgname = g.name and not t.tgisinternal
where t.tgenabled is distinct from 'A'
order by 1
