// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/verdicts.h"

#include "models/telemetry/person.h"
#include "models/telemetry/utf8.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace suspects {

namespace {

constexpr std::array kOpinions{"wrong", "sound", "unsure", "withdrawn"};
constexpr std::size_t kLongestCheck = 80; // bytes of a name
constexpr std::size_t kMostWords = 200; // sent of one answer; as many as anybody makes up
constexpr double kMostTogether = 1e6; // answers; what is written may be anybody's

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

Standing standingOf(const Verdict& verdict, int peopleToConfirm)
{
    const Voices voices = voicesOf(verdict);
    if (voices.wrong > 0 && voices.sound > 0)
        return Standing::Conflicting;
    if (voices.wrong >= peopleToConfirm)
        return Standing::Confirmed;
    if (voices.wrong > 0)
        return Standing::HalfConfirmed;
    if (voices.sound > 0)
        return Standing::Dismissed;
    return verdict.said.empty() ? Standing::None : Standing::Unsure;
}

// Whether one that is said at the same time or later takes the place of what was said.
bool isReplacedBy(const Said& said, const Said& later)
{
    if (said.who != later.who)
        return false;
    if (said.who.empty() && (said.isFromTelemetry || later.isFromTelemetry))
        return false; // may be two people
    return later.criterion.empty() || said.criterion == later.criterion;
}

// Verdicts of one click are about one thing that somebody has looked at, more or less.
double weightOf(const Said& said)
{
    const auto count = static_cast<double>(std::max<std::size_t>(said.together, 1));
    return (1 + std::log(count)) / count;
}

// As "answer", "Correctness" of "answerCorrectness": words of ASCII letters in lower case.
std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words;
    char before = ' ';
    for (const char letter : name) {
        const bool isUpper = letter >= 'A' && letter <= 'Z';
        const bool isLower = letter >= 'a' && letter <= 'z';
        const bool wasLetter = (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
        const bool isTurn = isUpper && before >= 'a' && before <= 'z';
        if ((isUpper || isLower) && (!wasLetter || isTurn))
            words.emplace_back();
        if (isUpper || isLower)
            words.back() += isUpper ? static_cast<char>(letter - 'A' + 'a') : letter;
        before = letter;
    }
    return words;
}

} // namespace

bool isAboutTruth(std::string_view check)
{
    constexpr std::array<std::string_view, 13> kStems{
        "correct", "incorrect",  "accura",   "inaccura",   "true",   "truth",   "fact",
        "ground",  "ungrounded", "faithful", "unfaithful", "halluc", "fabricat"};
    const std::vector<std::string> words = wordsOf(check);
    return check.empty() || std::ranges::any_of(words, [&](const std::string& word) {
               return std::ranges::any_of(
                   kStems, [&](std::string_view stem) { return word.starts_with(stem); });
           });
}

Voices voicesOf(const Verdict& verdict)
{
    struct Voice
    {
        Opinion opinion = Opinion::Unsure;
        double weight = 1;
    };
    std::map<std::string, Voice> named;
    std::optional<double> wrong; // of those without a name, who count as one each way
    std::optional<double> sound;
    for (const Said& one : verdict.said) {
        if (one.opinion != Opinion::Wrong && one.opinion != Opinion::Sound)
            continue;
        const double weight = weightOf(one);
        if (one.who.empty()) {
            auto& opinion = one.opinion == Opinion::Wrong ? wrong : sound;
            opinion = std::max(opinion.value_or(0), weight);
        } else if (const auto [known, isNew] =
                       named.try_emplace(one.who, Voice{.opinion = one.opinion, .weight = weight});
                   !isNew && one.opinion == Opinion::Wrong) {
            known->second = {.opinion = one.opinion, .weight = weight};
        }
    }
    Voices voices;
    for (const auto& [who, voice] : named) {
        const bool isWrong = voice.opinion == Opinion::Wrong;
        ++(isWrong ? voices.wrong : voices.sound);
        (isWrong ? voices.wrongWeight : voices.soundWeight) += voice.weight;
    }
    // Who is not named may be one of the others.
    if (wrong && voices.wrong == 0) {
        voices.wrong = 1;
        voices.wrongWeight = *wrong;
    }
    if (sound && voices.sound == 0) {
        voices.sound = 1;
        voices.soundWeight = *sound;
    }
    return voices;
}

void VerdictBook::add(const telemetry::SpanKey& answer, Said said)
{
    std::vector<Said>& all = m_said[answer];
    const bool isOld = std::ranges::any_of(
        all, [&](const Said& one) { return one.time > said.time && isReplacedBy(said, one); });
    const bool isFull = said.isFromTelemetry && all.size() >= kMostWords;
    if (isOld || isFull)
        return;
    std::erase_if(
        all, [&](const Said& one) { return one.time <= said.time && isReplacedBy(one, said); });
    const auto place = std::ranges::upper_bound(all, said.time, {}, &Said::time);
    all.insert(place, std::move(said));
}

void VerdictBook::add(const telemetry::TimelineEntry& entry)
{
    if (auto said = saidIn(entry))
        add(said->first, std::move(said->second));
}

std::optional<std::pair<telemetry::SpanKey, Said>> saidIn(const telemetry::TimelineEntry& entry)
{
    const auto answer = entry.kind == "verdict" ? answerOf(entry.subject) : std::nullopt;
    if (!answer)
        return std::nullopt;
    const QJsonObject payload =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    const auto opinion = opinionFrom(payload.value(u"verdict"_s).toString());
    if (!opinion)
        return std::nullopt;
    Said said{.who = entry.actor,
              .opinion = *opinion,
              .note = payload.value(u"note"_s).toString().toStdString(),
              .time = entry.time};
    const QJsonValue suspicion = payload.value(u"suspicion"_s);
    if (suspicion.isDouble())
        said.suspicion = std::clamp(suspicion.toDouble(), 0.0, 1.0);
    said.check = leadingCheck(payload.value(u"reasons"_s).toString().toStdString());
    said.together = static_cast<std::size_t>(
        std::clamp(payload.value(u"together"_s).toDouble(1), 1.0, kMostTogether));
    return std::pair(*answer, std::move(said));
}

Verdict VerdictBook::of(const telemetry::SpanKey& answer) const
{
    const auto found = m_said.find(answer);
    if (found == m_said.end())
        return {};
    Verdict verdict{.said = found->second};
    std::erase_if(verdict.said, [](const Said& one) { return one.opinion == Opinion::Withdrawn; });
    verdict.standing = standingOf(verdict, m_peopleToConfirm);
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
    if (!telemetry::isPersons(evaluation) || !isAboutTruth(evaluation.check))
        return std::nullopt;
    Said said{.who = telemetry::evaluatorName(evaluation),
              .note = evaluation.reason,
              .time = evaluation.time,
              .isFromTelemetry = true,
              .criterion = evaluation.check};
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
                        {u"reasons"_s, textOf(judged.reasons)}};
    if (judged.suspicion)
        payload.insert(u"suspicion"_s, *judged.suspicion);
    if (judged.together > 1)
        payload.insert(u"together"_s, static_cast<qint64>(judged.together));
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
