// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/commands.h"
#include "app/commands/jsonrows.h"
#include "app/commands/operatorname.h"
#include "app/commands/operatoroption.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/items/annotation.h"
#include "models/items/annotationwords.h"
#include "models/items/sidenotes.h"
#include "models/store/reader.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <charconv>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kLongestNote = 16U * 1024; // bytes

struct NoteOptions
{
    std::string file;
    std::string text;
    std::string trace;
    std::string span;
    std::string claim;
    std::string at;
    bool isBookmark = false;
    bool isJson = false;
};

// "12-40", code points of the output.
Result<std::pair<std::int64_t, std::int64_t>> claimFrom(const std::string& text)
{
    std::pair<std::int64_t, std::int64_t> claim;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, claim.first);
    const bool hasDash = first.ec == std::errc() && first.ptr != end && *first.ptr == '-';
    const auto last = hasDash ? std::from_chars(first.ptr + 1, end, claim.second) : first;
    if (!hasDash || last.ec != std::errc() || last.ptr != end || claim.first < 0
        || claim.first >= claim.second)
        return telemetry::failure(ErrorKind::Usage,
                                  "--claim takes two offsets in code points of the answer, as "
                                  "claims prints them: 12-40.");
    return claim;
}

Result<items::AnnotationTarget> targetFrom(const NoteOptions& options)
{
    items::AnnotationTarget target;
    if (options.trace.empty() && (!options.span.empty() || !options.claim.empty()))
        return telemetry::failure(ErrorKind::Usage, "--span and --claim are of a --trace.");
    if (!options.trace.empty()) {
        const auto trace = telemetry::traceIdFromHex(options.trace);
        if (!trace)
            return telemetry::failure(ErrorKind::Usage, "--trace takes 32 hexadecimal digits.");
        target.step.trace = *trace;
    }
    if (!options.span.empty()) {
        const auto span = telemetry::spanIdFromHex(options.span);
        if (!span)
            return telemetry::failure(ErrorKind::Usage, "--span takes 16 hexadecimal digits.");
        target.step.span = *span;
    }
    if (!options.claim.empty()) {
        if (options.span.empty())
            return telemetry::failure(ErrorKind::Usage, "--claim is of a --span.");
        const auto claim = claimFrom(options.claim);
        if (!claim)
            return tl::make_unexpected(claim.error());
        target.claim = *claim;
    }
    if (!options.at.empty()) {
        const auto at = telemetry::timestampFromText(options.at);
        if (!at)
            return tl::make_unexpected(at.error());
        target.moment = *at;
    }
    return target;
}

// What it is on has to be there: a note on nothing would be found by nobody.
Result<void> check(const items::AnnotationTarget& target, const trace::TraceContents& contents)
{
    if (contents.tree->isEmpty())
        return telemetry::failure(ErrorKind::Usage, "The recording has no such trace.");
    if (target.step.span == telemetry::SpanId::None)
        return {};
    if (contents.tree->find(target.step.span) == trace::SpanTree::kNone)
        return telemetry::failure(ErrorKind::Usage, "The trace has no such span.");
    if (!target.claim)
        return {};
    const telemetry::Generation* generation = contents.generation(target.step.span);
    if (generation == nullptr)
        return telemetry::failure(ErrorKind::Usage, "The span is no answer: it has no claims.");
    const std::int64_t length = telemetry::codePointCount(telemetry::outputText(*generation));
    if (target.claim->second > length)
        return telemetry::failure(ErrorKind::Usage,
                                  "--claim reaches beyond the answer, which has "
                                      + std::to_string(length) + " characters.");
    return {};
}

Result<telemetry::TimelineEntry> entryFrom(const NoteOptions& options)
{
    if (options.text.size() > kLongestNote)
        return telemetry::failure(ErrorKind::Usage, "A note has at most 16 KiB.");
    if (options.text.empty() && !options.isBookmark)
        return telemetry::failure(ErrorKind::Usage, "--text says what the note is.");
    auto target = targetFrom(options);
    if (!target)
        return tl::make_unexpected(target.error());
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    if (options.trace.empty()) {
        if (options.isBookmark)
            return telemetry::failure(ErrorKind::Usage, "A bookmark is of a --trace.");
        telemetry::TimelineEntry entry;
        entry.time = target->moment.value_or(telemetry::SystemClock().now());
        entry.kind = "note";
        entry.text = options.text;
        entry.payload = "{}";
        return entry;
    }
    const auto contents = trace::readTraceContents(**reader, target->step.trace, {});
    if (!contents)
        return tl::make_unexpected(contents.error());
    if (const auto checked = check(*target, *contents); !checked)
        return tl::make_unexpected(checked.error());
    items::Annotation annotation;
    annotation.kind =
        options.isBookmark ? items::Annotation::Kind::Bookmark : items::Annotation::Kind::Note;
    annotation.about = items::annotationTargetText(*target, *contents).toStdString();
    annotation.text = options.text;
    annotation.target = std::move(*target);
    return items::annotationEntry(annotation, items::annotationTime(annotation.target, *contents));
}

int run(const NoteOptions& options)
{
    auto entry = entryFrom(options);
    if (!entry)
        return report(entry.error());
    entry->actor = currentOperator().text();
    const items::SideNotes notes(options.file);
    auto written = notes.append(std::move(*entry), telemetry::SystemClock().now());
    if (!written)
        return report(written.error());
    if (options.isJson)
        printJson(toJson(*written));
    else
        print(stdout, "Kept in %s, at %s.\n", notes.path().toStdString().c_str(),
              telemetry::toRfc3339(written->time).c_str());
    return 0;
}

} // namespace

void addNote(CLI::App& app, int& status)
{
    auto options = std::make_shared<NoteOptions>();
    CLI::App* command = app.add_subcommand(
        "note",
        "Keeps a note or bookmark on a recording, a trace, a step, a claim or a moment. It "
        "stands in a file beside the recording, which stays as it is, and is shown in its "
        "timeline.");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_option("--text", options->text, "What the note says");
    command->add_option("--trace", options->trace, "On this trace: 32 hexadecimal digits");
    command->add_option("--span", options->span, "On this step of it: 16 hexadecimal digits");
    command->add_option("--claim", options->claim,
                        "On this stretch of the step's answer: code points, 12-40");
    command->add_option("--at", options->at,
                        "On this moment: RFC 3339, or nanoseconds since the epoch");
    command->add_flag("--bookmark", options->isBookmark, "A bookmark, which needs no text");
    command->add_flag("--json", options->isJson, "The entry as one JSON document");
    addOperatorOption(*command);
    command->footer("Example: plumbline note today.plumb --trace 4bf92f3577b34da6a3ce929d0e0e4736 "
                    "--span 00f067aa0ba902b7 --claim 12-40 --text 'No passage says 90 days'");
    command->callback([options, &status] { status = run(*options); });
}

} // namespace commands
