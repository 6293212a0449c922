// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/verdicts.h"

#include "models/telemetry/person.h"
#include "models/telemetry/utf8.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;

namespace suspects {

namespace {

constexpr std::array kOpinions{"wrong", "sound", "unsure", "withdrawn"};
constexpr std::size_t kLongestCheck = 80; // bytes of a name

std::optional<Opinion> opinionFrom(const QString& name)
{
    for (std::size_t i = 0; i < kOpinions.size(); ++i) {
        if (name == QLatin1String(kOpinions[i]))
            return static_cast<Opinion>(i);
    }
    return std::nullopt;
}

std::optional<telemetry::SpanKey> answerOf(const std::string& subject)
{
    const std::size_t slash = subject.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    const auto trace = telemetry::traceIdFromHex(std::string_view(subject).substr(0, slash));
    const auto span = telemetry::spanIdFromHex(std::string_view(subject).substr(slash + 1));
    return trace && span ? std::optional(telemetry::SpanKey{.trace = *trace, .span = *span})
                         : std::nullopt;
}

QString textOf(const std::string& text)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(text));
}

// Different people who say so. Who is not named may be one of the others.
int peopleWho(const std::vector<Said>& said, Opinion opinion)
{
    std::set<std::string> names;
    for (const Said& one : said) {
        if (one.opinion == opinion)
            names.insert(one.who);
    }
    return static_cast<int>(names.size() > 1 ? names.size() - names.count({}) : names.size());
}

Standing standingOf(const std::vector<Said>& said, int peopleToConfirm)
{
    const int wrong = peopleWho(said, Opinion::Wrong);
    const int sound = peopleWho(said, Opinion::Sound);
    if (wrong > 0 && sound > 0)
        return Standing::Conflicting;
    if (wrong >= peopleToConfirm)
        return Standing::Confirmed;
    if (wrong > 0)
        return Standing::HalfConfirmed;
    if (sound > 0)
        return Standing::Dismissed;
    return said.empty() ? Standing::None : Standing::Unsure;
}

} // namespace

void VerdictBook::add(const telemetry::SpanKey& answer, Said said)
{
    std::vector<Said>& all = m_said[answer];
    const auto known = std::ranges::find(all, said.who, &Said::who);
    if (known != all.end()) {
        if (known->time > said.time)
            return;
        all.erase(known);
    }
    const auto place = std::ranges::upper_bound(all, said.time, {}, &Said::time);
    all.insert(place, std::move(said));
}

void VerdictBook::add(const telemetry::TimelineEntry& entry)
{
    const auto answer = entry.kind == "verdict" ? answerOf(entry.subject) : std::nullopt;
    if (!answer)
        return;
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    const auto opinion = opinionFrom(payload.value(u"verdict"_s).toString());
    if (!opinion)
        return;
    Said said{.who = entry.actor,
              .opinion = *opinion,
              .note = payload.value(u"note"_s).toString().toStdString(),
              .time = entry.time};
    const QJsonValue suspicion = payload.value(u"suspicion"_s);
    if (suspicion.isDouble())
        said.suspicion = std::clamp(suspicion.toDouble(), 0.0, 1.0);
    said.check = leadingCheck(payload.value(u"reasons"_s).toString().toStdString());
    add(*answer, std::move(said));
}

Verdict VerdictBook::of(const telemetry::SpanKey& answer) const
{
    const auto found = m_said.find(answer);
    if (found == m_said.end())
        return {};
    Verdict verdict{.said = found->second};
    std::erase_if(verdict.said, [](const Said& one) { return one.opinion == Opinion::Withdrawn; });
    verdict.standing = standingOf(verdict.said, m_peopleToConfirm);
    return verdict;
}

std::optional<Said> VerdictBook::newest(const telemetry::SpanKey& answer) const
{
    const auto found = m_said.find(answer);
    return found == m_said.end() ? std::nullopt : std::optional(found->second.back());
}

std::vector<telemetry::SpanKey> VerdictBook::answers() const
{
    std::vector<telemetry::SpanKey> keys;
    for (const auto& [answer, said] : m_said) {
        const bool stands = std::ranges::any_of(
            said, [](const Said& one) { return one.opinion != Opinion::Withdrawn; });
        if (stands)
            keys.push_back(answer);
    }
    return keys;
}

std::optional<Said> saidIn(const telemetry::Evaluation& evaluation)
{
    using telemetry::EvaluationState;
    if (!telemetry::isPersons(evaluation))
        return std::nullopt;
    Said said{.who = telemetry::evaluatorName(evaluation),
              .note = evaluation.reason,
              .time = evaluation.time,
              .isFromTelemetry = true};
    if (evaluation.state == EvaluationState::Failed)
        said.opinion = Opinion::Wrong;
    else if (evaluation.state == EvaluationState::Passed)
        said.opinion = Opinion::Sound;
    else if (evaluation.state != EvaluationState::Inconclusive)
        return std::nullopt;
    return said;
}

telemetry::TimelineEntry verdictEntry(const Judged& judged, Opinion opinion,
                                      const std::string& note, telemetry::Timestamp time)
{
    QJsonObject payload{{u"verdict"_s, QString::fromLatin1(toString(opinion))},
                        {u"service"_s, textOf(judged.service)},
                        {u"model"_s, textOf(judged.model)},
                        {u"suspicion"_s, judged.suspicion},
                        {u"reasons"_s, textOf(judged.reasons)}};
    if (!note.empty())
        payload.insert(u"note"_s, textOf(note));
    telemetry::TimelineEntry entry;
    entry.time = time;
    entry.kind = "verdict";
    entry.subject =
        telemetry::toHex(judged.answer.trace) + '/' + telemetry::toHex(judged.answer.span);
    entry.text = opinion == Opinion::Withdrawn ? "Verdict taken back"
                                               : std::string("Verdict: ") + toString(opinion);
    if (!note.empty())
        entry.text += ", " + telemetry::sanitizedUtf8(note);
    entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return entry;
}

std::string leadingCheck(const std::string& reasons)
{
    const std::size_t end = reasons.find(": ");
    const bool isName =
        end != std::string::npos && end > 0 && end <= kLongestCheck && reasons.find(';') > end;
    return isName ? reasons.substr(0, end) : std::string();
}

const char* toString(Opinion opinion)
{
    return kOpinions.at(static_cast<std::size_t>(opinion));
}

const char* toString(Standing standing)
{
    constexpr std::array kNames{"none",      "half-confirmed", "confirmed",
                                "dismissed", "unsure",         "conflicting"};
    return kNames.at(static_cast<std::size_t>(standing));
}

} // namespace suspects
