// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/agreement.h"

#include "models/sampling/phrasing.h"
#include "models/sampling/unigram.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace sampling {

namespace {

// Byte offsets of code points, both ascending or not.
class Bytes
{
public:
    explicit Bytes(const std::string& text)
        : m_text(text)
    {
        for (std::size_t i = 0; i < text.size(); ++i)
            if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U)
                m_starts.push_back(i);
    }
    std::size_t at(std::int64_t point) const
    {
        const auto index = static_cast<std::size_t>(std::max<std::int64_t>(point, 0));
        return index < m_starts.size() ? m_starts[index] : m_text.size();
    }

private:
    const std::string& m_text;
    std::vector<std::size_t> m_starts;
};

// A text of few words is looked for as it stands; one of statements by the worst of them.
Bearing bearingOf(const Phrasing& statement, const Phrasing& sample)
{
    if (areSame(statement, sample))
        return Bearing::Supports;
    Bearing worst = statement.statementCount() == 0 ? Bearing::Silent : Bearing::Supports;
    for (std::size_t i = 0; i < statement.statementCount(); ++i) {
        const Bearing one = statement.bearingOf(sample, i);
        if (one == Bearing::Contradicts)
            return one;
        if (one == Bearing::Silent)
            worst = one;
    }
    return worst;
}

std::vector<StatementAgreement>
stretchesOf(const std::string& suspect,
            const std::vector<std::pair<std::int64_t, std::int64_t>>& wanted)
{
    std::vector<StatementAgreement> result;
    if (!wanted.empty()) {
        const Bytes bytes(suspect);
        for (const auto& [start, end] : wanted) {
            const std::size_t first = bytes.at(start);
            const std::size_t last = std::max(bytes.at(end), first);
            StatementAgreement one;
            one.text = suspect.substr(first, last - first);
            one.start = start;
            one.end = end;
            result.push_back(std::move(one));
        }
        return result;
    }
    const telemetry::CodePointIndex points(suspect);
    for (const similarity::Statement& statement :
         similarity::statementsOf(suspect, similarity::Syntax::Plain)) {
        StatementAgreement one;
        one.text = statement.text;
        one.start = points.codePointAt(statement.first);
        one.end = points.codePointAt(statement.last);
        result.push_back(std::move(one));
    }
    if (result.empty() && !suspect.empty()) {
        StatementAgreement one;
        one.text = suspect;
        one.end = telemetry::codePointCount(suspect);
        result.push_back(std::move(one));
    }
    return result;
}

} // namespace

std::vector<StatementAgreement>
agreementOf(const std::string& suspect,
            const std::vector<std::pair<std::int64_t, std::int64_t>>& stretches,
            const std::vector<std::vector<std::string>>& groups)
{
    std::vector<StatementAgreement> result =
        stretchesOf(telemetry::sanitizedUtf8(suspect), stretches);
    std::vector<std::vector<Phrasing>> samples;
    std::vector<std::string> all{suspect};
    for (const auto& group : groups) {
        samples.emplace_back();
        for (const std::string& text : group) {
            samples.back().emplace_back(text);
            all.push_back(text);
        }
    }
    const UnigramModel unigrams(all);
    for (StatementAgreement& one : result) {
        const Phrasing statement(one.text);
        one.unigram = unigrams.surpriseOf(one.text);
        for (const auto& group : samples) {
            Tally tally;
            for (const Phrasing& sample : group) {
                switch (bearingOf(statement, sample)) {
                case Bearing::Supports:
                    ++tally.supporting;
                    break;
                case Bearing::Contradicts:
                    ++tally.contradicting;
                    break;
                case Bearing::Silent:
                    ++tally.silent;
                    break;
                }
            }
            tally.interval =
                telemetry::wilsonInterval({.with = static_cast<double>(tally.supporting),
                                           .count = static_cast<double>(tally.count())});
            one.tallies.push_back(tally);
        }
    }
    return result;
}

} // namespace sampling
