// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/outcome.h"
#include "app/commands/subjectjson.h"
#include "app/commands/terminal.h"
#include "models/claims/claimsof.h"
#include "models/claims/unreadreading.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <simdjson.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using claims::Claim;
using claims::ClaimSet;
using claims::Evidence;
using claims::TextPlace;
using telemetry::ErrorKind;

struct ClaimsOptions
{
    std::string file;
    std::string trace;
    std::string span;
    std::string check;
    std::string asKnownAt;
    bool isJson = false;
    bool isJsonLines = false;
};

// An answer with its claims.
struct Answered
{
    std::string name; // span, or the id of a line as its JSON
    bool isLine = false;
    std::string output; // well-formed
    ClaimSet set;
};

QString spanText(telemetry::SpanId span)
{
    return span == telemetry::SpanId::None ? QString()
                                           : QString::fromStdString(telemetry::toHex(span));
}

void putPlace(QJsonObject& object, const TextPlace& place)
{
    object[u"span"_s] = spanText(place.span);
    object[u"place"_s] = QString::fromUtf8(similarity::toString(place.kind));
    object[u"message"_s] = static_cast<qint64>(place.message);
    object[u"part"_s] = static_cast<qint64>(place.part);
    object[u"start"_s] = static_cast<qint64>(place.start);
    object[u"end"_s] = static_cast<qint64>(place.end);
}

const char* readingText(claims::Reading reading)
{
    switch (reading) {
    case claims::Reading::Unread:
        return ", sent but cut by the server";
    case claims::Reading::LikelyUnread:
        return ", sent but likely cut by the server";
    case claims::Reading::Quoted:
        return ", not cut by the server: the answer quotes it";
    case claims::Reading::Read:
        break;
    }
    return "";
}

QJsonObject evidenceOf(const Evidence& evidence)
{
    QJsonObject object;
    putPlace(object, evidence.place);
    object[u"cover"_s] = evidence.cover;
    object[u"contradiction"_s] = evidence.isContradiction;
    object[u"dropped"_s] = evidence.isDropped;
    object[u"reading"_s] = QString::fromUtf8(claims::toString(evidence.reading));
    if (!evidence.said.empty() || !evidence.there.empty()) {
        object[u"said"_s] = QString::fromStdString(evidence.said);
        object[u"there"_s] = QString::fromStdString(evidence.there);
    }
    if (evidence.earlier) {
        object[u"trace"_s] = QString::fromStdString(telemetry::toHex(evidence.earlier->turn.trace));
        object[u"source"_s] = QString::fromStdString(evidence.earlier->source);
        object[u"excerpt"_s] = QString::fromStdString(evidence.earlier->text);
    }
    if (evidence.therePlace) {
        QJsonObject there;
        putPlace(there, *evidence.therePlace);
        object[u"there_place"_s] = there;
    }
    QJsonArray shared;
    for (const claims::SharedWords& words : evidence.shared)
        shared.append(QJsonArray{static_cast<qint64>(words.claimStart),
                                 static_cast<qint64>(words.claimEnd),
                                 static_cast<qint64>(words.start), static_cast<qint64>(words.end)});
    object[u"shared"_s] = shared;
    return object;
}

// Code points of an answer, cut out in one pass: claims come in order of their start.
class Cutter
{
public:
    explicit Cutter(const std::string& text)
        : m_text(QString::fromStdString(text).toUcs4())
    {
    }
    QString cut(std::int64_t start, std::int64_t end) const
    {
        const auto size = static_cast<std::int64_t>(m_text.size());
        start = std::clamp<std::int64_t>(start, 0, size);
        end = std::clamp<std::int64_t>(end, start, size);
        const QList<uint> part = m_text.mid(start, end - start);
        return QString::fromUcs4(reinterpret_cast<const char32_t*>(part.constData()), part.size());
    }

private:
    QList<uint> m_text;
};

QJsonObject claimRow(const Answered& answer, const Cutter& cutter, const Claim& claim)
{
    QJsonArray evidence;
    for (const Evidence& one : claim.evidence)
        evidence.append(evidenceOf(one));
    QJsonObject row{{u"start"_s, static_cast<qint64>(claim.start)},
                    {u"end"_s, static_cast<qint64>(claim.end)},
                    {u"kind"_s, QString::fromUtf8(claims::toString(claim.kind))},
                    {u"support"_s, QString::fromUtf8(claims::toString(claim.support))},
                    {u"probability"_s, claim.probability},
                    {u"reason"_s, QString::fromStdString(claim.reason)},
                    {u"text"_s, cutter.cut(claim.start, claim.end)},
                    {u"evidence"_s, evidence}};
    if (claim.sentence != Claim::kNone)
        row[u"sentence"_s] = static_cast<qint64>(claim.sentence);
    if (answer.isLine)
        row[u"id"_s] = QString::fromStdString(answer.name);
    else
        row[u"answer"_s] = QString::fromStdString(answer.name);
    return row;
}

void printText(const Answered& answer)
{
    const Cutter cutter(answer.output);
    print(stdout, "%s: %zu claims%s%s\n", answer.name.c_str(), answer.set.claims.size(),
          answer.set.unknown.empty() ? "" : "; ", answer.set.unknown.c_str());
    for (const Claim& claim : answer.set.claims) {
        const bool isSentence = claim.sentence == Claim::kNone;
        print(stdout, "%s%-12s %-10s %5s %s\n", isSentence ? "  " : "    ",
              claims::toString(claim.support), claims::toString(claim.kind),
              claim.probability > 0
                  ? QString::number(claim.probability, 'f', 2).toStdString().c_str()
                  : "-",
              cutter.cut(claim.start, claim.end).toStdString().c_str());
        print(stdout, "%s%12s %s\n", isSentence ? "  " : "    ", "", claim.reason.c_str());
        for (const Evidence& evidence : claim.evidence) {
            const TextPlace& place = evidence.place;
            print(stdout, "%s%12s %s%s %s message %zu part %zu, %lld to %lld, cover %.2f%s\n",
                  isSentence ? "  " : "    ", "",
                  evidence.isContradiction                     ? "against: "
                      : evidence.isDropped                     ? "dropped: "
                      : claims::isOnlyNearest(claim, evidence) ? "nearest: "
                                                               : "rests on: ",
                  place.span == telemetry::SpanId::None ? "-"
                                                        : telemetry::toHex(place.span).c_str(),
                  similarity::toString(place.kind), place.message, place.part,
                  static_cast<long long>(place.start), static_cast<long long>(place.end),
                  evidence.cover, readingText(evidence.reading));
            if (evidence.earlier)
                print(stdout, "%s%12s   in an earlier turn, trace %s: %s\n",
                      isSentence ? "  " : "    ", "",
                      telemetry::toHex(evidence.earlier->turn.trace).c_str(),
                      telemetry::visibleLine(evidence.earlier->text).c_str());
        }
    }
    for (const Evidence& missed : answer.set.missed)
        print(stdout, "  it evades, and did not see: %s %s message %zu part %zu, %lld to %lld%s\n",
              missed.place.span == telemetry::SpanId::None
                  ? "-"
                  : telemetry::toHex(missed.place.span).c_str(),
              similarity::toString(missed.place.kind), missed.place.message, missed.place.part,
              static_cast<long long>(missed.place.start), static_cast<long long>(missed.place.end),
              missed.isDropped ? ", of an earlier turn" : readingText(missed.reading));
}

// As they come; --json puts all into one document.
class Printer
{
public:
    explicit Printer(const ClaimsOptions& options)
        : m_options(options)
    {
    }

    void add(const Answered& answer)
    {
        if (!m_options.isJson && !m_options.isJsonLines) {
            printText(answer);
            return;
        }
        const Cutter cutter(answer.output);
        if (m_options.isJsonLines) {
            for (const Claim& claim : answer.set.claims)
                printJsonLine(claimRow(answer, cutter, claim));
            if (!answer.set.unknown.empty())
                print(stderr, "note: %s: %s.\n", answer.name.c_str(), answer.set.unknown.c_str());
            return;
        }
        QJsonArray rows;
        for (const Claim& claim : answer.set.claims)
            rows.append(claimRow(answer, cutter, claim));
        QJsonObject object{
            {answer.isLine ? u"id"_s : u"answer"_s, QString::fromStdString(answer.name)},
            {u"claims"_s, rows}};
        object[u"unknown"_s] = answer.set.unknown.empty()
            ? QJsonValue()
            : QJsonValue(QString::fromStdString(answer.set.unknown));
        QJsonArray missed;
        for (const Evidence& one : answer.set.missed)
            missed.append(evidenceOf(one));
        object[u"missed"_s] = missed;
        m_answers.append(object);
    }

    void finish() const
    {
        if (m_options.isJson)
            printJson({{u"answers"_s, m_answers}});
    }

private:
    const ClaimsOptions& m_options;
    QJsonArray m_answers;
};

int runRecording(const ClaimsOptions& options)
{
    const auto trace = telemetry::traceIdFromHex(options.trace);
    const auto span = telemetry::spanIdFromHex(options.span);
    if (options.file.empty() || !trace || (!span && !options.span.empty()))
        return report({ErrorKind::Usage,
                       "Name a recording and --trace (32 hexadecimal digits; --span takes 16), or "
                       "--check FILE with lines of context and output."});
    store::View view;
    if (!options.asKnownAt.empty()) {
        const auto known = telemetry::timestampFromText(options.asKnownAt);
        if (!known)
            return report(known.error());
        view.knownAt = *known;
    }
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return report(reader.error());
    const auto contents = trace::readTraceContents(**reader, *trace, view);
    if (!contents)
        return report(contents.error());
    Printer printer(options);
    bool isAny = false;
    std::shared_ptr<const trace::ContextSession> session;
    for (const telemetry::Generation& generation : contents->generations) {
        if ((span && generation.span != *span) || (!span && !telemetry::canHaveAnswer(generation)))
            continue;
        isAny = true;
        const auto earlier = claims::readEarlierTurns(**reader, generation, view);
        if (!earlier)
            return report(earlier.error());
        const auto unread =
            claims::readUnread(**reader, {generation.trace, generation.span}, view, session);
        if (!unread)
            return report(unread.error());
        printer.add({.name = telemetry::toHex(generation.span),
                     .isLine = false,
                     .output = telemetry::sanitizedUtf8(telemetry::outputText(generation)),
                     .set = claims::claimsOf(*contents, generation.span,
                                             {.earlier = &*earlier, .unread = &*unread})});
    }
    if (!isAny)
        return report(
            {ErrorKind::Unknown,
             std::string(span ? "There is no such answer in the trace" : "The trace has no answer")
                 + (options.asKnownAt.empty() ? "." : ", as far as was known by then.")});
    printer.finish();
    if (contents->isCut)
        print(stderr, "note: the trace has more answers than were read.\n");
    if (contents->areStepsCut)
        print(stderr,
              "note: the trace has more steps than were read; of what answers after them "
              "were given nothing is called absent.\n");
    return 0;
}

int runLines(const ClaimsOptions& options)
{
    std::ifstream file;
    if (options.check != "-") {
        file.open(options.check, std::ios::binary);
        if (!file)
            return report({ErrorKind::Unreadable,
                           options.check
                               + ": the file cannot be opened; see whether it is there and yours "
                                 "to read"});
    }
    std::istream& stream = options.check == "-" ? std::cin : file;
    simdjson::dom::parser parser;
    Printer printer(options);
    std::string line;
    std::int64_t number = 0;
    std::int64_t refused = 0;
    while (std::getline(stream, line) && std::ferror(stdout) == 0) {
        ++number;
        if (line.find_first_not_of(" \t\r\xEF\xBB\xBF") == std::string::npos)
            continue;
        if (number == 1 && line.starts_with("\xEF\xBB\xBF"))
            line.erase(0, 3);
        simdjson::dom::object object;
        const bool isObject =
            telemetry::isValidUtf8(line) && parser.parse(line).get(object) == simdjson::SUCCESS;
        auto subject = isObject ? subjectFrom(object)
                                : telemetry::Result<health::Subject>(telemetry::failure(
                                    ErrorKind::Unreadable, "not a JSON object in UTF-8"));
        if (!subject) {
            ++refused;
            print(stderr, "%s:%lld: %s\n", options.check.c_str(), static_cast<long long>(number),
                  subject.error().message.c_str());
            continue;
        }
        simdjson::dom::element id;
        printer.add({.name = object["id"].get(id) == simdjson::SUCCESS ? simdjson::minify(id)
                                                                       : std::to_string(number),
                     .isLine = true,
                     .output = telemetry::sanitizedUtf8(subject->output.value_or("")),
                     .set = claims::claimsOf(*subject)});
    }
    printer.finish();
    if (refused > 0)
        return report({ErrorKind::Unreadable,
                       options.check + ": " + std::to_string(refused) + " of "
                           + std::to_string(number) + " lines could not be read"});
    return 0;
}

} // namespace

void addClaims(CLI::App& app, int& status)
{
    auto options = std::make_shared<ClaimsOptions>();
    CLI::App* command = app.add_subcommand(
        "claims", "What an answer says, and what of its input each of it rests on");
    auto* file = command->add_option("FILE", options->file, "Recording");
    auto* trace = command->add_option("--trace", options->trace, "Trace, in hexadecimal");
    command->add_option("--span", options->span, "One answer of it, in hexadecimal; else all")
        ->needs(trace);
    auto* known =
        command->add_option("--as-known-at", options->asKnownAt, "As the console knew it then");
    known->needs(trace);
    auto* check = command->add_option("--check", options->check,
                                      "JSON lines of context, prompt and output instead of a "
                                      "recording, as `plumbline check` reads them; -: standard "
                                      "input");
    check->excludes(file)->excludes(trace);
    auto* json = command->add_flag("--json", options->isJson, "One JSON document");
    command->add_flag("--jsonl", options->isJsonLines, "One claim a line")->excludes(json);
    command->footer(
        "Support: supported, weak (part of it is there), contradicted, truncated (it was in the "
        "context earlier,\nor was sent and cut by the server), absent, unknown (its input was not "
        "captured, or was cut), not_judged (states\nnothing). probability: how likely it is wrong "
        "or unsupported. Offsets count code points; shared: [start, end, start,\nend] of the same "
        "words in answer and evidence. reading: read, unread or likely_unread (its message was "
        "cut by the\nserver), quoted (cut by its tokens, and yet the answer has it nearly word for "
        "word). missed: passages that\nspeak of what was asked, which an answer that evades did "
        "not see.\n"
        "Example: plumbline claims night.plumb --trace 4bf9…4736\n"
        "Example: plumbline claims --check answers.jsonl --jsonl");
    command->callback([options, &status] {
        status = options->check.empty() ? runRecording(*options) : runLines(*options);
    });
}

} // namespace commands
