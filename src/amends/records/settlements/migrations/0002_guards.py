from django.db import migrations

from amends.records.guards import always, belongs

_BEGIN_BESIDE_A_CLAIM = """
    create function legs_beside_a_claim() returns trigger language plpgsql as $$
    begin
      if exists (
        select 1 from settlements s
        join disputes d on d.id = s.dispute_id
        join orders o on o.id = d.order_id
        join orders m on m.id = coalesce(o.root_order_id, o.id)
        where s.id = new.settlement_id
          and (m.external_open > 0
            or new.method = 'wallet' and new.payment_id is null and exists (
                select from external_claims c where c.order_id = m.id and c.effect = 'warns'))
      ) then
        raise exception 'legs: a claim at a payment house holds the money'
          using errcode = 'check_violation', constraint = 'legs_beside_a_claim';
      end if;
      return new;
    end $$"""


class Migration(migrations.Migration):
    dependencies = [("settlements", "0001_initial"), ("external_claims", "0001_initial")]

    operations = [
        belongs("settlements", "decision_id", "decisions"),
        belongs("settlements", "dispute_id", "disputes"),
        belongs("legs", "settlement_id", "settlements"),
        belongs("legs", "payment_id", "payments"),
        migrations.RunSQL(
            [
                _BEGIN_BESIDE_A_CLAIM,
                "create trigger legs_beside_a_claim before update of state on legs for each row "
                "when (old.state = 'planned' and new.state in ('calling', 'succeeded')) "
                "execute function legs_beside_a_claim()",
                *always("legs", "legs_beside_a_claim"),
            ],
            ["drop trigger legs_beside_a_claim on legs", "drop function legs_beside_a_claim()"],
        ),
    ]
