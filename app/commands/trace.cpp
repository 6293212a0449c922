// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/outcome.h"
#include "app/commands/redaction.h"
#include "app/commands/terminal.h"
#include "app/commands/traceexport.h"
#include "app/commands/windowcommands.h"
#include "app/platformnoise.h"
#include "app/traceimage.h"
#include "models/items/formats.h"
#include "models/items/spantext.h"
#include "models/store/reader.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QJsonArray>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

struct TraceOptions
{
    std::string file;
    std::string trace;
    std::string asKnownAt;
    std::string format; // empty: a summary
    std::string out;
    std::string theme = "light"; // of a document
    int width = 1200;
    double scale = 1;
    RedactionOptions redaction;
    bool isJson = false;
    // Given by somebody, of what only some exports have.
    std::string ofPictures; // "--width": the first of them
    std::string ofExports; // "--redact"
    bool hasScale = false;
};

bool isImage(const std::string& format)
{
    return format == "svg" || format == "png";
}

QJsonObject stepJson(const trace::SpanTree& tree, int index)
{
    const trace::SpanTree::Node& node = tree.node(index);
    const store::SpanRow& span = tree.span(index);
    const auto duration = trace::durationOf(span);
    const bool hasParent = span.parent != telemetry::SpanId::None;
    return {{u"span_id"_s, QString::fromStdString(telemetry::toHex(span.span))},
            {u"parent_id"_s,
             hasParent ? QJsonValue(QString::fromStdString(telemetry::toHex(span.parent)))
                       : QJsonValue()},
            {u"depth"_s, node.depth},
            {u"link"_s, QString::fromLatin1(trace::toString(node.link))},
            {u"name"_s, QString::fromStdString(telemetry::visibleLine(span.name))},
            {u"service"_s, QString::fromStdString(telemetry::visibleLine(span.service))},
            {u"step"_s, QString::fromLatin1(telemetry::toString(span.step))},
            {u"start_ns"_s, static_cast<qint64>(telemetry::toUnixNanos(span.start))},
            {u"duration_ns"_s,
             duration ? QJsonValue(static_cast<qint64>(duration->count())) : QJsonValue()},
            {u"failed"_s, span.isFailed},
            {u"failure"_s, QString::fromLatin1(trace::toString(node.failure))},
            {u"inferred"_s, span.isInferred}};
}

telemetry::Error noTrace(const std::string& trace)
{
    return {.kind = ErrorKind::Usage,
            .message = "The recording has no trace " + trace + ", as far as was known by then."};
}

// What was exported, as text or as one JSON document; notes are diagnostics in either.
void tellExport(const TraceOptions& options, QJsonObject counts, const std::string& text,
                const std::vector<std::string>& notes)
{
    if (options.isJson) {
        counts[u"trace_id"_s] = QString::fromStdString(options.trace);
        counts[u"format"_s] = QString::fromStdString(options.format);
        counts[u"out"_s] = QString::fromStdString(options.out);
        QJsonArray told;
        for (const std::string& note : notes)
            told.append(QString::fromStdString(note));
        counts[u"notes"_s] = told;
        printJson(counts);
    } else if (options.out != "-") {
        print(stdout, "%s: %s\n", text.c_str(), options.out.c_str());
    }
    for (const std::string& note : notes)
        print(stderr, "note: %s\n", note.c_str());
}

void printSummary(const trace::SpanTree& tree, const telemetry::TraceId& id, bool isJson)
{
    if (isJson) {
        QJsonArray steps;
        for (int node = 0; node < tree.size(); ++node)
            steps.append(stepJson(tree, node));
        printJson(
            {{u"trace_id"_s, QString::fromStdString(telemetry::toHex(id))}, {u"steps"_s, steps}});
        return;
    }
    print(stdout, "trace %s, %d steps\n", telemetry::toHex(id).c_str(), tree.size());
    for (int index = 0; index < tree.size(); ++index) {
        const store::SpanRow& span = tree.span(index);
        const auto duration = trace::durationOf(span);
        const std::string indent(static_cast<std::size_t>(std::min(tree.node(index).depth, 40)) * 2,
                                 ' ');
        const QString failure = items::failureText(tree.node(index).failure);
        print(stdout, "%s%s  %s  %s%s%s\n", indent.c_str(),
              telemetry::visibleLine(items::spanNameText(span).toStdString()).c_str(),
              telemetry::toString(span.step),
              duration ? items::durationText(*duration).toStdString().c_str() : "duration unknown",
              span.isFailed ? "  failed" : "",
              failure.isEmpty() ? "" : (", " + failure.toStdString()).c_str());
    }
}

Result<void> drawImage(const store::Reader& reader, const telemetry::TraceId& id,
                       const store::View& view, const TraceOptions& options)
{
    const auto found = redactorOf(options.redaction);
    if (!found)
        return tl::make_unexpected(found.error());
    const auto redactor = *found;
    silencePlatformNoise();
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // no display is needed
    int count = 1;
    char name[] = "plumbline";
    char* arguments[] = {name, nullptr};
    QApplication application(count, arguments);
    common::Theme theme(QString::fromStdString(options.theme));
    theme.apply(application);
    const auto content = readPicture(reader, id, view, redactor.get(), options.out);
    if (!content)
        return tl::make_unexpected(content.error());
    if (content->trace.tree->isEmpty())
        return tl::make_unexpected(noTrace(options.trace));
    const auto image = drawTrace(content->trace, theme,
                                 {.path = QString::fromStdString(options.out),
                                  .width = options.width,
                                  .scale = options.scale});
    if (!image)
        return tl::make_unexpected(image.error());
    std::vector<std::string> notes;
    if (content->redacted > 0)
        notes.push_back(
            "Pieces taken out by the redaction rules: " + std::to_string(content->redacted) + ".");
    const std::string counts =
        std::to_string(image->rows) + " of " + std::to_string(image->steps) + " steps";
    if (image->rows < image->steps)
        notes.push_back("The first " + counts + " are drawn, as the picture says.");
    if (!redactor)
        notes.emplace_back("The redaction rules were not applied: secrets that the recording holds "
                           "may be in the picture.");
    tellExport(options,
               {{u"rows"_s, image->rows},
                {u"steps"_s, image->steps},
                {u"redacted"_s, static_cast<qint64>(content->redacted)}},
               counts, notes);
    return {};
}

// On a terminal, once it takes over a second: how much is written, how fast.
class ExportProgress
{
public:
    explicit ExportProgress(std::string what)
        : m_what(std::move(what))
    {
    }

    void show(std::int64_t bytes)
    {
        const auto now = Clock::now();
        if (!m_isTerminal || now - m_start < std::chrono::seconds(1)
            || now - m_shown < std::chrono::milliseconds(200))
            return;
        m_shown = now;
        const double megabytes = static_cast<double>(bytes) / 1e6;
        print(stderr, "\r\033[K%s: %.1f MB, %.1f MB/s", m_what.c_str(), megabytes,
              megabytes / std::chrono::duration<double>(now - m_start).count());
        std::fflush(stderr);
    }

    void clear() const
    {
        if (m_shown != Clock::time_point{})
            print(stderr, "\r\033[K");
    }

private:
    using Clock = std::chrono::steady_clock;
    const std::string m_what;
    const bool m_isTerminal = isatty(STDERR_FILENO) == 1 && m_what != "-";
    const Clock::time_point m_start = Clock::now();
    Clock::time_point m_shown;
};

Result<void> exportData(const store::Reader& reader, TraceExportRequest request,
                        const TraceOptions& options)
{
    auto redactor = redactorOf(options.redaction);
    if (!redactor)
        return tl::make_unexpected(redactor.error());
    request.path = options.out;
    request.redactor = std::move(*redactor);
    installSignalHandlers();
    ExportProgress line(options.out);
    request.goesOn = [&line](std::int64_t bytes) {
        line.show(bytes);
        return !isInterrupted();
    };
    const auto done = exportTrace(reader, request);
    line.clear();
    if (!done)
        return tl::make_unexpected(done.error());
    QJsonObject counts{{u"spans"_s, static_cast<qint64>(done->spans)},
                       {u"redacted"_s, static_cast<qint64>(done->redacted)}};
    if (done->format == TraceFormat::Otlp)
        counts[u"logs"_s] = static_cast<qint64>(done->logs);
    tellExport(options, std::move(counts), countsOf(*done), notesOf(*done));
    return {};
}

// What was asked for that nothing would come of.
Result<void> checkOptions(const TraceOptions& options)
{
    const auto usage = [](const std::string& text) {
        return telemetry::failure(ErrorKind::Usage, text);
    };
    if (!std::isfinite(options.scale)) // which no range keeps out
        return usage("--scale takes a number from 0.5 to 4.");
    if (options.format.empty() != options.out.empty())
        return usage("--export and --out go together.");
    if (options.format.empty() && !options.ofExports.empty())
        return usage(options.ofExports + " is of --export: what is printed is as recorded.");
    if (!isImage(options.format) && !options.ofPictures.empty())
        return usage(options.ofPictures + " is of --export svg and png.");
    if (options.format == "svg" && options.hasScale)
        return usage("--scale is of --export png: an SVG has no pixels.");
    if (options.isJson && options.out == "-")
        return usage("--json tells of the export on standard output: --out names a file then.");
    if (isImage(options.format)
        && !QString::fromStdString(options.out)
                .endsWith(u'.' + QString::fromStdString(options.format), Qt::CaseInsensitive))
        return usage("--out is to end in ." + options.format + ".");
    return {};
}

Result<void> exportAsAsked(const TraceOptions& options)
{
    const auto id = telemetry::traceIdFromHex(options.trace);
    if (!id)
        return telemetry::failure(ErrorKind::Usage, "--trace takes 32 hexadecimal digits.");
    if (const auto checked = checkOptions(options); !checked)
        return checked;
    store::View view;
    if (!options.asKnownAt.empty()) {
        const auto known = telemetry::timestampFromText(options.asKnownAt);
        if (!known)
            return tl::make_unexpected(known.error());
        view.knownAt = *known;
    }
    const auto reader = store::Reader::open(options.file);
    if (!reader)
        return tl::make_unexpected(reader.error());
    if (!options.format.empty() && !isImage(options.format)) {
        const auto format = options.format == "otlp" ? TraceFormat::Otlp
            : options.format == "chrome"             ? TraceFormat::Chrome
                                                     : TraceFormat::Speedscope;
        return exportData(**reader, {.trace = *id, .view = view, .format = format}, options);
    }
    if (isImage(options.format))
        return drawImage(**reader, *id, view, options);
    auto spans = (*reader)->trace(*id, view);
    if (!spans)
        return tl::make_unexpected(spans.error());
    if (spans->empty())
        return tl::make_unexpected(noTrace(options.trace));
    printSummary(trace::SpanTree(std::move(*spans)), *id, options.isJson);
    return {};
}

} // namespace

void addTrace(CLI::App& app, int& status)
{
    auto options = std::make_shared<TraceOptions>();
    CLI::App* command = app.add_subcommand(
        "trace", "The steps of one trace; or the trace as a file for other tools, or as a picture");
    command->add_option("FILE", options->file, "The recording")->required();
    command->add_option("--trace", options->trace, "Which: 32 hexadecimal digits")->required();
    command->add_option("--as-known-at", options->asKnownAt, "As the console knew it then");
    command
        ->add_option("--export", options->format,
                     "otlp: OTLP JSON, a request a line, as it was recorded; chrome: Trace Event "
                     "Format; speedscope; svg, png: its waterfall")
        ->check(CLI::IsMember({"otlp", "chrome", "speedscope", "svg", "png"}));
    command->add_option("--out", options->out, "Where to; - is standard output (no pictures)");
    command->add_option("--width", options->width, "Of a picture, in pixels")
        ->check(CLI::Range(400, 8000))
        ->capture_default_str();
    command->add_option("--scale", options->scale, "Of a PNG")
        ->check(CLI::Range(0.5, 4.0))
        ->capture_default_str();
    command->add_option("--theme", options->theme, "Of a picture")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    addRedactionOptions(*command, options->redaction);
    command->add_flag("--json", options->isJson,
                      "The steps, or what was exported, as one JSON document");
    command->footer("Example: plumbline trace today.plumb --trace "
                    "4bf92f3577b34da6a3ce929d0e0e4736 --export speedscope --out trace.json");
    command->callback([options, command, &status] {
        const auto firstGiven = [command](std::initializer_list<const char*> names) {
            for (const char* name : names) {
                if (command->count(name) > 0)
                    return std::string(name);
            }
            return std::string();
        };
        options->ofPictures = firstGiven({"--width", "--scale", "--theme"});
        options->ofExports = firstGiven({"--redact", "--no-redact"});
        options->hasScale = command->count("--scale") > 0;
        const auto done = exportAsAsked(*options);
        status = done ? 0 : report(done.error());
    });
}

} // namespace commands
