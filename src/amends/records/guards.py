"""Migration steps for what Django's constraints cannot say: composite keys and append-only tables.

Guards are triggers that fire always: a session that says it replicates is not let past them.
"""

from django.db.migrations import RunSQL


def belongs(table: str, column: str, parent: str) -> RunSQL:
    """`table.(account_id, column)` must name a row of `parent` of the same account: no row reaches across accounts."""
    name = f"{table}_{column}_same_account"
    return RunSQL(
        f"alter table {table} add constraint {name} foreign key (account_id, {column}) "
        f"references {parent} (account_id, id) on delete {'cascade' if table == 'drafts' else 'no action'}",
        f"alter table {table} drop constraint {name}",
    )


def always(table: str, *triggers: str) -> list[str]:
    """The statements that have `triggers` of `table` fire whatever `session_replication_role` says."""
    return [f"alter table {table} enable always trigger {trigger}" for trigger in triggers]


def append_only(table: str, *, erasable: str = "") -> RunSQL:
    """Refuses update, delete and truncate of `table`; with `erasable`, that one column may still be changed."""
    columns = f"if to_jsonb(new) - '{erasable}' = to_jsonb(old) - '{erasable}' then return new; end if;"
    allowed = f"if tg_op = 'UPDATE' then {columns} end if;" if erasable else ""
    return RunSQL(
        [
            f"""
            create function {table}_refuse() returns trigger language plpgsql as $$
            begin
              {allowed}
              raise exception '{table} is append-only' using errcode = 'restrict_violation';
            end $$""",
            f"create trigger {table}_append_only before update or delete on {table} "
            f"for each row execute function {table}_refuse()",
            f"create trigger {table}_no_truncate before truncate on {table} "
            f"for each statement execute function {table}_refuse()",
            *always(table, f"{table}_append_only", f"{table}_no_truncate"),
        ],
        [
            f"drop trigger {table}_append_only on {table}",
            f"drop trigger {table}_no_truncate on {table}",
            f"drop function {table}_refuse()",
        ],
    )


def refuses(table: str, columns: str, *, when: str, why: str) -> RunSQL:
    """Refuses an update of `columns` when the condition over `old` and `new` is true, as a check named `why`.

    For what a check constraint cannot say, because it is a change and not a state that is forbidden.
    """
    name = f"{table}_{why}"
    return RunSQL(
        [
            f"""
            create function {name}() returns trigger language plpgsql as $$
            begin
              raise exception '{table}: {why}' using errcode = 'check_violation', constraint = '{name}';
            end $$""",
            f"create trigger {name} before update of {columns} on {table} "
            f"for each row when ({when}) execute function {name}()",
            *always(table, name),
        ],
        [f"drop trigger {name} on {table}", f"drop function {name}()"],
    )
