// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/outcome.h"
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
#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

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
    bool isJson = false;
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
    silencePlatformNoise();
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // no display is needed
    int count = 1;
    char name[] = "plumbline";
    char* arguments[] = {name, nullptr};
    QApplication application(count, arguments);
    common::Theme theme(QString::fromStdString(options.theme));
    theme.apply(application);
    const auto snapshot = items::readTraceSnapshot(reader, id, view);
    if (!snapshot)
        return tl::make_unexpected(snapshot.error());
    const auto image = drawTrace(*snapshot, theme,
                                 {.path = QString::fromStdString(options.out),
                                  .width = options.width,
                                  .scale = options.scale});
    if (!image)
        return tl::make_unexpected(image.error());
    if (image->rows < image->steps)
        print(stderr, "plumbline: the first %d of %d steps are drawn\n", image->rows, image->steps);
    return {};
}

Result<void> carryOut(const TraceOptions& options)
{
    const auto id = telemetry::traceIdFromHex(options.trace);
    if (!id)
        return telemetry::failure(ErrorKind::Usage, "--trace takes 32 hexadecimal digits.");
    if (options.format.empty() != options.out.empty())
        return telemetry::failure(ErrorKind::Usage, "--export and --out go together.");
    if (isImage(options.format)
        && !QString::fromStdString(options.out)
                .endsWith(u'.' + QString::fromStdString(options.format), Qt::CaseInsensitive))
        return telemetry::failure(ErrorKind::Usage, "--out is to end in ." + options.format + ".");
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
        const auto done = exportTrace(**reader, *id, view, format, options.out);
        if (!done)
            return tl::make_unexpected(done.error());
        if (options.out != "-")
            print(stdout, "%lld spans and %lld log records: %s\n",
                  static_cast<long long>(done->spans), static_cast<long long>(done->logs),
                  options.out.c_str());
        return {};
    }
    auto spans = (*reader)->trace(*id, view);
    if (!spans)
        return tl::make_unexpected(spans.error());
    if (spans->empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "The recording has no trace " + options.trace
                                      + ", as far as was known by then.");
    if (isImage(options.format))
        return drawImage(**reader, *id, view, options);
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
    command->add_flag("--json", options->isJson, "The steps as one JSON document");
    command->footer("Example: plumbline trace today.plumb --trace "
                    "4bf92f3577b34da6a3ce929d0e0e4736 --export speedscope --out trace.json");
    command->callback([options, &status] {
        const auto done = carryOut(*options);
        status = done ? 0 : report(done.error());
    });
}

} // namespace commands
