-- All that is known of a province, with the provinces that went into it: ask under any
-- name it ever had (nam-dinh and Nam Định give what ninh-binh gives).
SELECT occurred_on, province_name, kind, summary, confidence, article_url
FROM dashboard.events
WHERE province_now = dashboard.province_now('nam-dinh')
  AND status NOT IN ('rejected', 'retracted')
ORDER BY occurred_on, event_id;
