// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgescales.h"

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace store {

namespace {

// One line a value: value, count, passed, failed.
std::string scoreCountsText(const std::vector<telemetry::ScoreCount>& seen)
{
    std::string text;
    char digits[32];
    for (const telemetry::ScoreCount& score : seen) {
        text.append(digits, std::to_chars(digits, std::end(digits), score.value).ptr);
        for (const std::int64_t count : {score.count, score.passed, score.failed})
            text += ' ' + std::to_string(count);
        text += '\n';
    }
    return text;
}

template<class T>
bool read(std::string_view& text, T& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data() + text.size())
        return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    return true;
}

// Ends where it is damaged: the rest is learnt anew.
std::vector<telemetry::ScoreCount> seenOf(std::string_view text)
{
    std::vector<telemetry::ScoreCount> seen;
    telemetry::ScoreCount score;
    while (read(text, score.value) && read(text, score.count) && read(text, score.passed)
           && read(text, score.failed))
        seen.push_back(score);
    return seen;
}

} // namespace

JudgeScaleWriter::JudgeScaleWriter(const Database& database, Interner& interner)
    : m_interner(interner)
    , m_replace(database.prepare(
          "INSERT OR REPLACE INTO judge_scales(check_name, evaluator, scores, fractions, seen, "
          "low, high, threshold, is_high_good, is_settled, recorded_ns) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?)"))
{
}

bool JudgeScaleWriter::write(const telemetry::JudgeScale& scale)
{
    m_replace.bind(m_interner.stringOrZero(scale.check))
        .bind(m_interner.stringOrZero(scale.evaluator));
    const std::string seen = scoreCountsText(scale.seen);
    m_replace.bind(scale.scores).bind(scale.fractions).bind(std::string_view(seen));
    if (const auto& reading = scale.reading) {
        m_replace.bind(reading->low).bind(reading->high).bind(reading->threshold);
        m_replace.bind(std::int64_t{reading->isHighGood}).bind(std::int64_t{reading->isSettled});
    } else {
        m_replace.bindNull().bindNull().bindNull().bind(std::int64_t{0}).bind(std::int64_t{0});
    }
    return m_interner.run(m_replace.bind(scale.recorded));
}

telemetry::Result<std::vector<telemetry::JudgeScale>> Reader::judgeScales() const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT check_name, evaluator, scores, fractions, seen, low, high, threshold, "
        "is_high_good, is_settled, recorded_ns FROM judge_scales");
    std::vector<telemetry::JudgeScale> scales;
    while (select.step()) {
        telemetry::JudgeScale scale{.check = d->string(select.integer(0)),
                                    .evaluator = d->string(select.integer(1)),
                                    .scores = select.integer(2),
                                    .fractions = select.integer(3),
                                    .seen = seenOf(select.text(4)),
                                    .reading = {},
                                    .recorded = select.time(10)};
        if (!select.isNull(5))
            scale.reading = {.low = select.real(5),
                             .high = select.real(6),
                             .isHighGood = select.integer(8) != 0,
                             .threshold = select.real(7),
                             .isSettled = select.integer(9) != 0};
        scales.push_back(std::move(scale));
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return scales;
}

} // namespace store
