// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgescales.h"

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

namespace store {

JudgeScaleWriter::JudgeScaleWriter(const Database& database, Interner& interner)
    : m_interner(interner)
    , m_replace(database.prepare(
          "INSERT OR REPLACE INTO judge_scales(check_name, evaluator, scores, lowest, highest, "
          "fractions, passed, passed_sum, failed, failed_sum, recorded_ns) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?)"))
{
}

bool JudgeScaleWriter::write(const telemetry::JudgeScale& scale)
{
    m_replace.bind(m_interner.stringOrZero(scale.check))
        .bind(m_interner.stringOrZero(scale.evaluator));
    m_replace.bind(scale.scores).bind(scale.lowest).bind(scale.highest).bind(scale.fractions);
    m_replace.bind(scale.passed).bind(scale.passedSum).bind(scale.failed).bind(scale.failedSum);
    return m_interner.run(m_replace.bind(scale.recorded));
}

telemetry::Result<std::vector<telemetry::JudgeScale>> Reader::judgeScales() const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT check_name, evaluator, scores, lowest, highest, fractions, passed, passed_sum, "
        "failed, failed_sum, recorded_ns FROM judge_scales");
    std::vector<telemetry::JudgeScale> scales;
    while (select.step())
        scales.push_back({.check = d->string(select.integer(0)),
                          .evaluator = d->string(select.integer(1)),
                          .scores = select.integer(2),
                          .lowest = select.real(3),
                          .highest = select.real(4),
                          .fractions = select.integer(5),
                          .passed = select.integer(6),
                          .passedSum = select.real(7),
                          .failed = select.integer(8),
                          .failedSum = select.real(9),
                          .recorded = select.time(10)});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return scales;
}

} // namespace store
