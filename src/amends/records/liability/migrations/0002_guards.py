from django.db import migrations

from amends.records.guards import always, append_only, belongs


class Migration(migrations.Migration):
    dependencies = [
        ("liability", "0001_initial"),
        ("disputes", "0002_guards"),
    ]

    operations = [
        belongs("bearings", "dispute_id", "disputes"),
        belongs("debit_lines", "dispute_id", "disputes"),
        append_only("bearings"),
        append_only("credit_notes"),
        append_only("debit_lines"),
        append_only("debit_note_steps"),
        migrations.RunSQL(
            [
                """
                create function debit_notes_refuse() returns trigger language plpgsql as $$
                begin
                  if tg_op = 'UPDATE' then
                    if old.state = 'collecting' and new.state = 'issued'
                       and to_jsonb(new) - array['state', 'number', 'amount', 'issued_at']
                         = to_jsonb(old) - array['state', 'number', 'amount', 'issued_at'] then
                      return new;
                    end if;
                    if old.state not in ('collecting', 'settled') and new.state <> 'collecting'
                       and to_jsonb(new) - array['state', 'reference', 'settled_at']
                         = to_jsonb(old) - array['state', 'reference', 'settled_at'] then
                      return new;
                    end if;
                  end if;
                  raise exception 'a debit note stays as it is' using errcode = 'restrict_violation';
                end $$""",
                "create trigger debit_notes_kept before update or delete on debit_notes "
                "for each row execute function debit_notes_refuse()",
                "create trigger debit_notes_no_truncate before truncate on debit_notes "
                "for each statement execute function debit_notes_refuse()",
                """
                create function debit_lines_place() returns trigger language plpgsql as $$
                begin
                  if (select case when here.state = 'collecting'
                                  then new.credit_id is null or credited.state = 'settled'
                                  else credited.id = here.id end
                      from debit_notes here
                      left join credit_notes c on c.id = new.credit_id
                      left join debit_notes credited on credited.id = c.note_id
                      where here.id = new.note_id) then
                    return new;
                  end if;
                  raise exception 'a note that was issued takes credits only' using errcode = 'restrict_violation';
                end $$""",
                "create trigger debit_lines_placed before insert on debit_lines "
                "for each row execute function debit_lines_place()",
                *always("debit_notes", "debit_notes_kept", "debit_notes_no_truncate"),
                *always("debit_lines", "debit_lines_placed"),
            ],
            [
                "drop trigger debit_notes_kept on debit_notes",
                "drop trigger debit_notes_no_truncate on debit_notes",
                "drop function debit_notes_refuse()",
                "drop trigger debit_lines_placed on debit_lines",
                "drop function debit_lines_place()",
            ],
        ),
    ]
