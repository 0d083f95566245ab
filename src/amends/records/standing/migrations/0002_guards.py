from django.db import migrations

from amends.records.guards import always, append_only, belongs

_SUBSTANCE = (
    "'id', 'account_id', 'standing', 'reason', 'words', 'rule', 'figures', 'imposed_by', 'imposed_at', 'until'"
)


class Migration(migrations.Migration):
    dependencies = [("standing", "0001_initial")]

    operations = [
        belongs("contests", "measure_id", "measures"),
        belongs("standing_changes", "measure_id", "measures"),
        append_only("standing_changes"),
        migrations.RunSQL(
            [
                f"""
                create function measures_refuse() returns trigger language plpgsql as $$
                begin
                  if tg_op = 'UPDATE' and old.ended_at is null
                     and (select bool_and(to_jsonb(new) -> name = to_jsonb(old) -> name)
                          from unnest(array[{_SUBSTANCE}]) name) then
                    return new;
                  end if;
                  raise exception 'a measure stays as it was taken; only its end is written, once'
                    using errcode = 'restrict_violation';
                end $$""",
                "create trigger measures_kept before update or delete on measures "
                "for each row execute function measures_refuse()",
                """
                create function contests_refuse() returns trigger language plpgsql as $$
                begin
                  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.answer <> '') then
                    raise exception 'an answered contest stays as it is' using errcode = 'restrict_violation';
                  end if;
                  if new.answered_by = (select imposed_by from measures where id = new.measure_id) then
                    raise exception 'who took a measure does not decide a contest of it' using errcode = 'check_violation';
                  end if;
                  return new;
                end $$""",
                "create trigger contests_kept before insert or update or delete on contests "
                "for each row execute function contests_refuse()",
                *always("measures", "measures_kept"),
                *always("contests", "contests_kept"),
            ],
            [
                "drop trigger measures_kept on measures",
                "drop function measures_refuse()",
                "drop trigger contests_kept on contests",
                "drop function contests_refuse()",
            ],
        ),
    ]
