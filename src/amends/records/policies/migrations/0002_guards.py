from django.db import migrations

from amends.records.guards import always, append_only, belongs

_KEPT = "'id', 'number', 'document', 'based_on_id', 'written_by', 'writers', 'reviewed_by', 'reviewed_at', 'in_force_from'"


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0001_initial"),
        ("disputes", "0002_guards"),
    ]

    operations = [
        belongs("findings", "dispute_id", "disputes"),
        belongs("departures", "dispute_id", "disputes"),
        belongs("shadow_findings", "dispute_id", "disputes"),
        append_only("findings"),
        append_only("departures"),
        append_only("shadow_findings"),
        migrations.RunSQL(
            "alter table policy_versions add constraint policy_versions_not_a_writer "
            "check (reviewed_by is null or number is null or reviewed_by <> all (writers))",
            "alter table policy_versions drop constraint policy_versions_not_a_writer",
        ),
        migrations.RunSQL(
            [
                f"""
                create function policy_versions_refuse() returns trigger language plpgsql as $$
                begin
                  if old.number is null then
                    if tg_op = 'DELETE' then return old; end if;
                    return new;
                  end if;
                  if tg_op = 'UPDATE' and new.status in (old.status, 'withdrawn')
                     and (select bool_and(to_jsonb(new) -> name = to_jsonb(old) -> name)
                          from unnest(array[{_KEPT}]) name) then
                    return new;
                  end if;
                  raise exception 'an approved version of the policy stays as it is'
                    using errcode = 'restrict_violation';
                end $$""",
                "create trigger policy_versions_kept before update or delete on policy_versions "
                "for each row execute function policy_versions_refuse()",
                *always("policy_versions", "policy_versions_kept"),
            ],
            ["drop trigger policy_versions_kept on policy_versions", "drop function policy_versions_refuse()"],
        ),
    ]
