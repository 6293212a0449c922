// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/traceexport.h"

#include "app/commands/exportredaction.h"
#include "models/items/outputfile.h"
#include "models/otlp/jsonencoder.h"
#include "models/store/rawtrace.h"
#include "models/store/tracescan.h"
#include "models/trace/tracefiles.h"

#include <QFile>

#include <cstdio>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

constexpr std::size_t kPart = 10'000; // spans: some hundredths of a second

// A file, a device, or standard output.
class Target
{
public:
    explicit Target(const TraceExportRequest& request)
        : m_path(request.path)
        , m_goesOn(request.goesOn)
        , m_file(QString::fromStdString(request.path), waiting())
    {
    }

    Result<void> open()
    {
        const bool isOpen =
            isOutput() ? m_output.open(stdout, QIODevice::WriteOnly) : m_file.open();
        return isOpen ? Result<void>() : refused();
    }

    bool write(std::string_view bytes)
    {
        const auto size = static_cast<qint64>(bytes.size());
        m_bytes += size;
        m_isCancelled = m_isCancelled || (m_goesOn && !m_goesOn(m_bytes));
        if (m_isCancelled)
            return false;
        return isOutput() ? m_output.write(bytes.data(), size) == size : m_file.write(bytes);
    }

    Result<void> finish(bool isWhole)
    {
        if (m_isCancelled || m_file.isGivenUp())
            return cancelled();
        const bool isKept = isWhole && (isOutput() ? m_output.flush() : m_file.keep());
        return isKept ? Result<void>() : refused();
    }

private:
    bool isOutput() const { return m_path == "-"; }

    items::OutputFile::GoesOn waiting() const
    {
        if (!m_goesOn) // who cannot cancel waits as long as it takes
            return [] { return true; };
        return [this] { return m_goesOn(m_bytes); };
    }

    Result<void> cancelled() const
    {
        if (m_file.isRegular() || m_bytes == 0)
            return tl::make_unexpected(cancelledExport(m_path));
        return telemetry::failure(ErrorKind::Refused,
                                  "The export was cancelled; " + m_path + " has a part of it.");
    }

    Result<void> refused() const
    {
        if (m_file.isGivenUp())
            return cancelled();
        return telemetry::failure(
            ErrorKind::Refused,
            (isOutput() ? std::string("Standard output") : m_path) + " cannot be written: "
                + (isOutput() ? m_output.errorString() : m_file.errorString()).toStdString());
    }

    const std::string m_path;
    const std::function<bool(std::int64_t)> m_goesOn;
    std::int64_t m_bytes = 0;
    bool m_isCancelled = false;
    QFile m_output;
    items::OutputFile m_file;
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

std::function<bool()> goesOnOf(const TraceExportRequest& request)
{
    if (!request.goesOn)
        return {};
    return [&request] { return request.goesOn(0); };
}

Result<TraceExport> writeTree(std::vector<store::SpanRow> spans, const TraceExportRequest& request,
                              Target& target, bool& isWhole)
{
    TraceExport done;
    if (request.redactor) {
        ExportRedaction redaction(*request.redactor);
        if (!redaction.apply(spans, goesOnOf(request)))
            return tl::make_unexpected(cancelledExport(request.path));
        done.redacted = redaction.count();
    }
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

telemetry::Error cancelledExport(const std::string& path)
{
    return {.kind = ErrorKind::Refused,
            .message = "The export was cancelled; " + path + " is as it was before."};
}

Result<std::vector<store::SpanRow>> readSpans(const store::Reader& reader,
                                              const telemetry::TraceId& trace,
                                              const store::View& view, const std::string& path,
                                              const std::function<bool()>& goesOn)
{
    store::TraceScan scan(trace, view);
    do {
        if (goesOn && !goesOn())
            return tl::make_unexpected(cancelledExport(path));
        if (const auto read = scan.readOn(reader, kPart); !read)
            return tl::make_unexpected(read.error());
    } while (!scan.isWhole());
    auto calls = scan.inferredCalls(reader);
    if (!calls)
        return tl::make_unexpected(calls.error());
    std::vector<store::SpanRow> spans = scan.take();
    std::move(calls->begin(), calls->end(), std::back_inserter(spans));
    return spans;
}

Result<TraceExport> exportTrace(const store::Reader& reader, const TraceExportRequest& request)
{
    std::vector<store::SpanRow> spans;
    if (request.format != TraceFormat::Otlp) { // which reads page by page
        auto read = readSpans(reader, request.trace, request.view, request.path, goesOnOf(request));
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
