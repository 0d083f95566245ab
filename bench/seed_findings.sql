-- Findings of past disputes and nothing else of them, as the trial reads nothing else. With `alike` 0 the facts of no
-- two of them are the same (the amounts tell them apart); else there are only so many different ones.
insert into findings (id, account_id, dispute_id, version, answer, clause, gist, facts, supplier, digest, found_at)
select
    bench_id(5, n), bench_id(0, n %% 20), bench_id(4, n), 1, 'person', null,
    jsonb_build_object(
        'version', 1, 'answer', 'person', 'because', 'unknown', 'clause', null, 'then', null, 'missing', '[]'::jsonb,
        'considered', jsonb_build_array(
            '["kept-back", "no", "inside"]'::jsonb, '["lost", "person", "early"]'::jsonb, '["late", "no", "inside"]'::jsonb
        )
    ),
    jsonb_build_object(
        'reason', reason, 'kind', (array['store', 'store', 'store', 'sample', 'wholesale'])[1 + k %% 5],
        'stage', case when reason = 'order_cancellation' then (array['pending', 'processing'])[1 + k %% 2]
                      when delivered then 'completed' else 'dispatched' end,
        'tracking', case when reason = 'order_cancellation' then 'none' when delivered then 'delivered'
                         else (array['in_transit', 'in_transit', 'expired', 'alert'])[1 + k / 3 %% 4] end,
        'country', (array['US', 'DE', 'GB', 'FR', 'BR', 'IL', 'CA', 'AU', 'ES', 'IT', 'NL', 'PL', 'SE', 'MX', 'JP'])[1 + k / 7 %% 15],
        'method', (array['CJPacket Ordinary', 'CJPacket Liquid Line', 'CJPacket Sensitive', 'USPS+'])[1 + k / 11 %% 4],
        'trackable', k %% 13 <> 0, 'warehouse_started', reason <> 'order_cancellation',
        'days_since_payment', 12 + k / 5 %% 110, 'product', 'normal',
        'currency', (array['USD', 'USD', 'EUR', 'JPY'])[1 + k %% 4], 'quantity', 1 + k %% 3,
        'parts', jsonb_build_array(500 + k, 299, 21, 2),
        'evidence', (array['[]', '["complaint"]', '["complaint", "product"]', '["complaint", "parcel", "product"]'])[1 + k / 17 %% 4]::jsonb,
        'circumstances', '[]'::jsonb, 'standing', 'good'
    )
    || case when reason = 'order_cancellation' then '{}' else jsonb_build_object('days_since_departure', 10 + k / 5 %% 110) end
    || case when delivered then jsonb_build_object('days_since_delivery', k / 19 %% 16) else '{}' end
    || case reason
         when 'damaged' then jsonb_build_object('detail', (array['badly_damaged', 'partly_damaged', 'packaging_only'])[1 + k / 8 %% 3])
         when 'wrong_product' then jsonb_build_object('detail', (array['wrong_color', 'wrong_size'])[1 + k / 8 %% 2])
         when 'missing_parts' then jsonb_build_object('detail', (array['parts', 'accessories'])[1 + k / 8 %% 2])
         when 'bad_quality' then jsonb_build_object('detail', (array['defective', 'badly_made', 'disliked'])[1 + k / 8 %% 3])
         else '{}' end,
    'Supplier ' || k %% 1500, sha256(''), timestamptz '2026-01-01' + n * interval '7 seconds'
from (
    select n, k, reason, reason in ('damaged', 'bad_quality', 'wrong_product', 'missing_parts') as delivered
    from (select n, case when %(alike)s = 0 then n else n %% nullif(%(alike)s, 0) end as k
          from generate_series(1, %(findings)s) n) numbered,
    lateral (select (array['order_cancellation', 'delayed', 'not_received', 'damaged', 'bad_quality', 'wrong_product',
                           'missing_parts', 'not_received'])[1 + k %% 8] as reason) told
) told;
