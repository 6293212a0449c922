// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/fileimport.h"

#include "models/ingest/bodysniff.h"
#include "models/ingest/bytesource.h"
#include "models/ingest/documentscan.h"
#include "models/ingest/framing.h"
#include "models/ingest/importcursor.h"
#include "models/ingest/importtally.h"
#include "models/ingest/inflater.h"
#include "models/ingest/sidefile.h"
#include "models/otlp/decode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace ingest {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;
using telemetry::SignalKind;

constexpr std::size_t kMostBody = 256U * 1024 * 1024; // one message, line or document, inflated
constexpr std::uint64_t kProgressStep = 512U * 1024;

// Imports one file.
class Import
{
public:
    Import(const std::string& path, const ImportOptions& options, Pipeline& pipeline)
        : m_path(path)
        , m_name(options.name.empty() ? sourceNames({path}).front() : options.name)
        , m_options(options)
        , m_pipeline(pipeline)
        , m_side(readSideFile(path))
        , m_cursor(path, options.recorded, m_tally, pipeline)
    {
    }

    Result<ImportReport> run();

private:
    Result<void> dispatch();
    Result<void> importJson();
    std::optional<std::string> readDocument();
    Result<bool> resume();
    void importLines();
    void importLine(std::string line, std::uint64_t number);
    bool isStopped();
    ImportPosition here() const;
    void importBody();
    void importFrames(Framing framing);
    bool importFrame(Framing framing, std::uint64_t offset);
    Framing framingOfFile() const;
    void submit(std::string body, const std::string& coding, const std::string& place);
    void submitPlain(std::string body, const std::string& place);
    void submitJson(std::string body, const std::string& place);
    void submit(SignalKind signal, bool isJson, std::string body, ReceiptHandler receipt,
                bool isOneOfSeveral = false);
    void refuse(const std::string& place, const std::string& what, const char* reason);
    std::optional<SignalKind> knownSignal() const;
    void showProgress(bool isEnd = false);

    const std::string& m_path;
    std::string m_name;
    const ImportOptions& m_options;
    Pipeline& m_pipeline;
    SideFile m_side;
    std::unique_ptr<ByteSource> m_source;
    std::shared_ptr<ImportTally> m_tally = std::make_shared<ImportTally>();
    ImportCursor m_cursor;
    ImportPosition m_submitted; // behind the last record that was
    std::uint64_t m_records = 0; // lines or messages that were read or passed over
    std::uint64_t m_shown = 0;
    bool m_isInterrupted = false;
    std::vector<std::string> m_notes;
};

Result<ImportReport> Import::run()
{
    auto source = ByteSource::open(m_path);
    if (!source)
        return tl::make_unexpected(source.error());
    m_source = std::move(*source);
    if (m_source->fileSize() == 0) {
        ImportReport report;
        report.notes.push_back(m_path + ": the file is empty.");
        return report;
    }
    if (auto dispatched = dispatch(); !dispatched)
        return tl::make_unexpected(dispatched.error());
    if (m_source->isDamaged())
        refuse(m_path, "the compressed data breaks off or is damaged; what came before was kept",
               "damaged compressed file");
    ImportReport report = m_tally->wait();
    report.isInterrupted = m_isInterrupted;
    report.notes = m_notes;
    if (m_isInterrupted || report.failed > 0)
        m_cursor.saveNow();
    else
        m_cursor.clear();
    showProgress(!m_isInterrupted);
    const bool isNothingGood = report.accepted == 0 && report.failed == 0 && m_notes.empty();
    if (isNothingGood && !m_isInterrupted && !report.problems.empty())
        return telemetry::failure(ErrorKind::Unreadable, report.problems.front());
    return report;
}

Result<void> Import::dispatch()
{
    const std::string_view start = trimmedBody(m_source->peek(4096));
    const bool isJson = start.starts_with('{') || start.starts_with('[');
    const Framing framing = isJson || m_source->isCompressed() ? Framing::None : framingOfFile();
    const auto isResumed = resume();
    if (!isResumed)
        return tl::make_unexpected(isResumed.error());
    if (isJson && *isResumed)
        importLines();
    else if (isJson)
        return importJson();
    else if (framing == Framing::None)
        importBody();
    else
        importFrames(framing);
    return {};
}

// True when the file goes on where it was left.
Result<bool> Import::resume()
{
    const auto position = m_cursor.stored();
    if (!position) {
        if (m_cursor.isBegun())
            m_tally->goOn();
        return false;
    }
    m_source->skip(position->bytes);
    if (here().bytes == position->bytes && here().checksum == position->checksum) {
        m_records = position->records;
        m_submitted = here();
        m_tally->goOn();
        m_notes.push_back(m_path + ": the first " + std::to_string(position->records)
                          + " records were imported before; going on behind them.");
        return true;
    }
    auto again = ByteSource::open(m_path);
    if (!again)
        return tl::make_unexpected(again.error());
    m_source = std::move(*again);
    return false;
}

ImportPosition Import::here() const
{
    return {.bytes = m_source->position(), .records = m_records, .checksum = m_source->checksum()};
}

bool Import::isStopped()
{
    m_cursor.save();
    m_isInterrupted = m_options.isStopped && m_options.isStopped();
    return m_isInterrupted;
}

std::optional<SignalKind> Import::knownSignal() const
{
    return m_options.signal ? m_options.signal : m_side.signal;
}

// The document that goes over all lines of the file; nothing when it is none, as it is found out.
std::optional<std::string> Import::readDocument()
{
    std::string document;
    DocumentScan scan;
    auto state = DocumentScan::State::Open;
    bool isTooLong = false;
    for (std::string line; m_source->readLine(line, kMostBody, isTooLong); line = {}) {
        const bool isFirst = document.empty();
        state = scan.add(isFirst ? trimmedBody(line) : std::string_view(line));
        const bool isOwn = isFirst ? state == DocumentScan::State::Whole : isWholeRequest(line);
        if (isTooLong || isOwn || scan.add("\n") == DocumentScan::State::None
            || document.size() + line.size() >= kMostBody)
            return std::nullopt;
        document += line;
        document += '\n';
    }
    return state == DocumentScan::State::Whole ? std::optional(std::move(document)) : std::nullopt;
}

// One document over many lines, or one on each line, of which the first may be damaged.
Result<void> Import::importJson()
{
    if (auto document = readDocument()) {
        submitPlain(std::move(*document), m_path);
        return {};
    }
    auto again = ByteSource::open(m_path);
    if (!again)
        return tl::make_unexpected(again.error());
    m_source = std::move(*again);
    importLines();
    return {};
}

void Import::importLines()
{
    if (m_submitted.bytes == 0)
        m_cursor.begin();
    bool isTooLong = false;
    for (std::string line; !isStopped() && m_source->readLine(line, kMostBody, isTooLong);
         line = {}) {
        ++m_records;
        if (isTooLong)
            refuse(m_path + ":" + std::to_string(m_records),
                   "the line is longer than " + std::to_string(kMostBody) + " bytes",
                   "line too long");
        else
            importLine(std::move(line), m_records);
        showProgress();
    }
}

void Import::importLine(std::string line, std::uint64_t number)
{
    if (!trimmedBody(line).empty())
        submitPlain(std::move(line), m_path + ":" + std::to_string(number));
}

Framing Import::framingOfFile() const
{
    std::ifstream file(m_path, std::ios::binary);
    std::array<char, 16> bytes{};
    const Framing detected =
        detectFraming(m_source->fileSize(), [&](std::uint64_t offset, std::size_t count) {
            file.clear();
            file.seekg(static_cast<std::streamoff>(offset));
            file.read(bytes.data(), static_cast<std::streamsize>(std::min(count, bytes.size())));
            return std::string_view(bytes.data(), static_cast<std::size_t>(file.gcount()));
        });
    return m_side.isGrpc && detected != Framing::None ? Framing::Grpc : detected;
}

void Import::importFrames(Framing framing)
{
    if (m_submitted.bytes == 0)
        m_cursor.begin();
    while (!isStopped() && !m_source->peek(1).empty()) {
        const std::uint64_t offset = m_source->position();
        ++m_records;
        if (!importFrame(framing, offset))
            return;
        showProgress();
    }
}

bool Import::importFrame(Framing framing, std::uint64_t offset)
{
    const std::string place = m_path + ": byte " + std::to_string(offset);
    std::string header;
    m_source->read(header, headerSize(framing));
    if (header.size() < headerSize(framing)) {
        refuse(place, "the file ends within the length of a message", "message cut off");
        return false;
    }
    const FrameHeader frame = frameHeader(framing, header);
    if (frame.length > kMostBody) {
        refuse(place, "a message of " + std::to_string(frame.length) + " bytes is too large",
               "message too large");
        return false;
    }
    std::string body;
    if (m_source->read(body, frame.length) < frame.length) {
        refuse(place,
               "the file ends " + std::to_string(frame.length - body.size())
                   + " bytes before the end of a message",
               "message cut off");
        return false;
    }
    if (frame.isCompressed)
        submit(std::move(body), m_side.grpcEncoding.empty() ? "gzip" : m_side.grpcEncoding, place);
    else
        submit(std::move(body), {}, place);
    return true;
}

void Import::importBody()
{
    std::string body;
    m_source->read(body, kMostBody);
    if (!m_source->peek(1).empty())
        return refuse(m_path, "the body is larger than " + std::to_string(kMostBody) + " bytes",
                      "body too large");
    // What the magic number tells is inflated by now; deflate has none.
    const bool isDeflated = codingFromName(m_side.contentEncoding) == Coding::Deflate;
    submit(std::move(body), isDeflated ? m_side.contentEncoding : std::string(), m_path);
}

// `coding` as it is named in a header; by the magic number when empty.
void Import::submit(std::string body, const std::string& coding, const std::string& place)
{
    const auto named = codingFromName(coding);
    if (!named)
        return refuse(place, "the encoding '" + coding + "' is not known here",
                      "unsupported content encoding");
    const Coding used = coding.empty() ? codingFromMagic(body) : *named;
    if (used == Coding::Identity)
        return submitPlain(std::move(body), place);
    std::string plain;
    switch (inflateAll(used, body, kMostBody, plain)) {
    case InflateOutcome::Done:
        return submitPlain(std::move(plain), place);
    case InflateOutcome::TooLarge:
        return refuse(place, "the message is too large when inflated", "body too large");
    case InflateOutcome::Damaged:
        return refuse(place, "the compressed message is damaged", "damaged compressed body");
    }
}

void Import::submitPlain(std::string body, const std::string& place)
{
    const bool isJson = trimmedBody(std::string_view(body).substr(0, 4096)).starts_with('{');
    if (isJson && body.starts_with(kByteOrderMark))
        body.erase(0, kByteOrderMark.size());
    if (isJson)
        return submitJson(std::move(body), place);
    auto shared = std::make_shared<std::string>(std::move(body));
    std::optional<SignalKind> signal = knownSignal();
    const auto fitting = signal ? std::vector<SignalKind>() : sniffProtobuf(shared);
    if (fitting.size() == 1)
        signal = fitting.front();
    if (!signal)
        return refuse(place,
                      fitting.empty()
                          ? "this is no OTLP: neither JSON nor traces, logs or metrics in protobuf"
                          : "this could be more than one of traces, logs and metrics; --signal "
                            "says which",
                      fitting.empty() ? "no OTLP" : "signal unknown");
    submit(*signal, false, std::move(*shared), m_tally->expect(place, here()));
    m_submitted = here();
}

// JSON names its signals; who says otherwise from outside is mistaken.
void Import::submitJson(std::string body, const std::string& place)
{
    std::vector<SignalKind> signals = otlp::sniffJson(trimmedBody(body));
    if (signals.empty() && knownSignal())
        signals.push_back(*knownSignal());
    if (signals.empty()) {
        const auto decoded = otlp::decodeJson(SignalKind::Traces,
                                              std::make_shared<const std::string>(std::move(body)));
        return refuse(place,
                      decoded ? "there is no resourceSpans, resourceLogs or resourceMetrics in it"
                              : decoded.error().message,
                      "line or file is no OTLP JSON");
    }
    // All of the record is done when its last part is.
    for (std::size_t i = 0; i + 1 < signals.size(); ++i)
        submit(signals[i], true, body, m_tally->expect(place, m_submitted), true);
    submit(signals.back(), true, std::move(body), m_tally->expect(place, here()),
           signals.size() > 1);
    m_submitted = here();
}

void Import::submit(SignalKind signal, bool isJson, std::string body, ReceiptHandler receipt,
                    bool isOneOfSeveral)
{
    m_pipeline.submitBlocking({.signal = signal,
                               .isJson = isJson,
                               .isOneOfSeveral = isOneOfSeveral,
                               .isCountedApart = true,
                               .contentEncoding = {},
                               .body = std::move(body),
                               .source = m_name,
                               .recorded = m_options.recorded},
                              std::move(receipt));
}

void Import::refuse(const std::string& place, const std::string& what, const char* reason)
{
    m_tally->reject(
        place + ": " + what,
        {.signal = knownSignal().value_or(SignalKind::Traces), .count = 1, .reason = reason},
        here());
    m_submitted = here();
}

void Import::showProgress(bool isEnd)
{
    const std::uint64_t position = isEnd ? m_source->fileSize() : m_source->filePosition();
    if (!m_options.progress || (!isEnd && position < m_shown + kProgressStep))
        return;
    m_shown = position;
    m_options.progress(position, m_source->fileSize());
}

} // namespace

PipelineSettings importSettings()
{
    constexpr std::size_t megabyte = 1024 * 1024;
    PipelineSettings settings;
    settings.queueBytes = 16 * megabyte;
    settings.writeBytes = 24 * megabyte;
    settings.judgeBytes = 32 * megabyte;
    return settings;
}

Result<ImportReport> importFile(const std::string& path, const ImportOptions& options,
                                Pipeline& pipeline)
{
    if (isSideFile(path)) {
        ImportReport report;
        report.notes.push_back(path + ": a capture's side file, skipped.");
        return report;
    }
    return Import(path, options, pipeline).run();
}

} // namespace ingest
