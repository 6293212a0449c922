// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/traceexport.h"

#include "models/otlp/jsonencoder.h"
#include "models/store/rawtrace.h"
#include "models/trace/tracefiles.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cstdio>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

// A file that is there whole or not at all; or standard output, or a device.
class Target
{
public:
    explicit Target(const TraceExportRequest& request)
        : m_path(request.path)
        , m_goesOn(request.goesOn)
    {
    }

    Result<void> open()
    {
        if (m_path == "-") {
            auto output = std::make_unique<QFile>();
            if (!output->open(stdout, QIODevice::WriteOnly))
                return refused(*output);
            m_device = std::move(output);
            return {};
        }
        const QString name = QString::fromStdString(m_path);
        // A device or a pipe is written to: a save file would put a regular one into its place.
        if (const QFileInfo info(name); info.exists() && !info.isFile()) {
            auto device = std::make_unique<QFile>(name);
            if (!device->open(QIODevice::WriteOnly | QIODevice::Unbuffered))
                return refused(*device);
            m_device = std::move(device);
            return {};
        }
        auto file = std::make_unique<QSaveFile>(name);
        if (!file->open(QIODevice::WriteOnly))
            return refused(*file);
        m_file = file.get();
        m_device = std::move(file);
        return {};
    }

    bool write(std::string_view bytes)
    {
        const auto size = static_cast<qint64>(bytes.size());
        m_bytes += size;
        m_isCancelled = m_isCancelled || (m_goesOn && !m_goesOn(m_bytes));
        if (m_isCancelled)
            return false;
        return m_device->write(bytes.data(), size) == size;
    }

    Result<void> finish(bool isWhole)
    {
        if (!isWhole && m_file != nullptr)
            m_file->cancelWriting();
        if (m_isCancelled)
            return telemetry::failure(
                ErrorKind::Refused,
                "The export was cancelled; " + m_path
                    + (m_file != nullptr ? " is as it was before." : " has a part of it."));
        const bool isKept =
            m_file != nullptr ? m_file->commit() : dynamic_cast<QFile*>(m_device.get())->flush();
        return isKept && isWhole ? Result<void>() : refused(*m_device);
    }

private:
    Result<void> refused(const QIODevice& device) const
    {
        return telemetry::failure(ErrorKind::Refused,
                                  (m_path == "-" ? std::string("Standard output") : m_path)
                                      + " cannot be written: "
                                      + device.errorString().toStdString());
    }

    const std::string m_path;
    const std::function<bool(std::int64_t)> m_goesOn;
    std::int64_t m_bytes = 0;
    bool m_isCancelled = false;
    std::unique_ptr<QIODevice> m_device;
    QSaveFile* m_file = nullptr; // null: standard output, or a device
};

std::uint64_t countOf(const std::vector<telemetry::Redaction>& redactions)
{
    std::uint64_t count = 0;
    for (const telemetry::Redaction& redaction : redactions)
        count += redaction.count;
    return count;
}

telemetry::Error noTrace(const telemetry::TraceId& trace)
{
    return {.kind = ErrorKind::Usage,
            .message = "The recording has no trace " + telemetry::toHex(trace)
                + ", as far as was known by then."};
}

Result<TraceExport> writeOtlp(const store::Reader& reader, const TraceExportRequest& request,
                              Target& target, bool& isWhole)
{
    TraceExport done;
    Result<void> encoded;
    std::vector<telemetry::Redaction> redactions;
    const auto counts = store::forEachRawRequest(
        reader, request.trace, request.view,
        [&](telemetry::SignalKind kind, const std::string& raw) {
            auto bytes = std::make_shared<const std::string>(raw);
            if (request.redactor)
                bytes = request.redactor->redact(kind, std::move(bytes), redactions);
            auto line = otlp::encodeJson(*bytes, kind);
            if (!line) {
                encoded = tl::make_unexpected(line.error());
                return false;
            }
            done.unknownFields += line->unknownFields;
            done.unreadable += line->unreadable;
            line->text += '\n';
            isWhole = target.write(line->text);
            return isWhole;
        });
    if (!counts)
        return tl::make_unexpected(counts.error());
    if (!encoded)
        return tl::make_unexpected(encoded.error());
    if (counts->spans + counts->logs == 0)
        return tl::make_unexpected(noTrace(request.trace));
    done.spans = counts->spans;
    done.logs = counts->logs;
    done.redacted = countOf(redactions);
    return done;
}

// Names repeat, so that each is looked at once.
std::uint64_t redactNames(const redact::Redactor& redactor, std::vector<store::SpanRow>& spans)
{
    std::vector<telemetry::Redaction> redactions;
    std::unordered_map<std::string, std::string> known;
    for (store::SpanRow& span : spans) {
        const auto [entry, isNew] = known.try_emplace(span.name, span.name);
        if (isNew)
            redactor.redact(entry->second, span.service, redactions);
        span.name = entry->second;
    }
    return countOf(redactions);
}

Result<TraceExport> writeTree(std::vector<store::SpanRow> spans, const TraceExportRequest& request,
                              Target& target, bool& isWhole)
{
    TraceExport done;
    if (request.redactor)
        done.redacted = redactNames(*request.redactor, spans);
    const ::trace::SpanTree tree(std::move(spans));
    const ::trace::Sink sink = [&target](std::string_view bytes) { return target.write(bytes); };
    const auto written = request.format == TraceFormat::Chrome
        ? ::trace::writeChromeTrace(tree, sink)
        : ::trace::writeSpeedscope(tree, "trace " + telemetry::toHex(request.trace), sink);
    isWhole = written.has_value();
    if (!isWhole)
        return done;
    done.spans = written->written;
    done.withoutStart = written->withoutStart;
    done.moments = written->moments;
    return done;
}

std::string counted(std::int64_t count, std::string_view what)
{
    std::string text = std::to_string(count) + ' ' + std::string(what);
    if (count != 1)
        text += 's';
    return text;
}

} // namespace

Result<TraceExport> exportTrace(const store::Reader& reader, const TraceExportRequest& request)
{
    std::vector<store::SpanRow> spans;
    if (request.format != TraceFormat::Otlp) { // which reads page by page
        auto read = reader.trace(request.trace, request.view);
        if (!read)
            return tl::make_unexpected(read.error());
        if (read->empty())
            return tl::make_unexpected(noTrace(request.trace));
        spans = std::move(*read);
    }
    Target target(request);
    if (const auto opened = target.open(); !opened)
        return tl::make_unexpected(opened.error());
    bool isWhole = true;
    auto done = request.format == TraceFormat::Otlp
        ? writeOtlp(reader, request, target, isWhole)
        : writeTree(std::move(spans), request, target, isWhole);
    const auto finished = target.finish(done && isWhole);
    if (!done)
        return done;
    if (!finished)
        return tl::make_unexpected(finished.error());
    done->format = request.format;
    done->isRedacting = request.redactor != nullptr;
    return done;
}

std::string countsOf(const TraceExport& done)
{
    std::string text = counted(done.spans, "span");
    if (done.format == TraceFormat::Otlp)
        text += " and " + counted(done.logs, "log record");
    return text;
}

std::vector<std::string> notesOf(const TraceExport& done)
{
    std::vector<std::string> notes;
    if (done.withoutStart > 0)
        notes.push_back(counted(done.withoutStart, "span")
                        + " without a start not written: the format has no place for them.");
    if (done.moments > 0)
        notes.push_back(counted(done.moments, "span")
                        + " of no known duration written as moments.");
    if (done.unknownFields > 0)
        notes.push_back(counted(done.unknownFields, "field")
                        + " that OTLP 1.11 has no name for not written.");
    if (done.unreadable > 0)
        notes.push_back(counted(done.unreadable, "value")
                        + " malformed or nested too deep, written empty.");
    if (done.redacted > 0)
        notes.push_back(counted(static_cast<std::int64_t>(done.redacted), "piece")
                        + " taken out by the redaction rules.");
    if (!done.isRedacting)
        notes.emplace_back("The redaction rules were not applied: secrets that the recording holds "
                           "are in the file.");
    if (done.format == TraceFormat::Otlp)
        notes.emplace_back("The file holds the prompts, answers and documents that were captured.");
    return notes;
}

} // namespace commands
