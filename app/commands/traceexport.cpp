// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/traceexport.h"

#include "models/otlp/jsonencoder.h"
#include "models/store/rawtrace.h"
#include "models/trace/tracefiles.h"

#include <QFile>
#include <QSaveFile>

#include <cstdio>
#include <memory>
#include <string_view>

namespace commands {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;

// A file that is there whole or not at all, or standard output.
class Target
{
public:
    Result<void> open(const std::string& path)
    {
        m_path = path;
        if (path == "-") {
            auto output = std::make_unique<QFile>();
            if (!output->open(stdout, QIODevice::WriteOnly))
                return refused(*output);
            m_device = std::move(output);
            return {};
        }
        auto file = std::make_unique<QSaveFile>(QString::fromStdString(path));
        if (!file->open(QIODevice::WriteOnly))
            return refused(*file);
        m_file = file.get();
        m_device = std::move(file);
        return {};
    }

    bool write(std::string_view bytes)
    {
        const auto size = static_cast<qint64>(bytes.size());
        return m_device->write(bytes.data(), size) == size;
    }

    Result<void> finish(bool isWhole)
    {
        if (!isWhole && m_file != nullptr)
            m_file->cancelWriting();
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

    std::string m_path;
    std::unique_ptr<QIODevice> m_device;
    QSaveFile* m_file = nullptr; // null: standard output
};

Result<TraceExport> writeOtlp(const store::Reader& reader, const telemetry::TraceId& trace,
                              const store::View& view, Target& target, bool& isWhole)
{
    Result<void> encoded;
    const auto counts = store::forEachRawRequest(
        reader, trace, view, [&](telemetry::SignalKind kind, const std::string& request) {
            auto line = otlp::encodeJson(request, kind);
            if (!line) {
                encoded = tl::make_unexpected(line.error());
                return false;
            }
            isWhole = target.write(*line + '\n');
            return isWhole;
        });
    if (!counts)
        return tl::make_unexpected(counts.error());
    if (!encoded)
        return tl::make_unexpected(encoded.error());
    return TraceExport{.spans = counts->spans, .logs = counts->logs};
}

} // namespace

Result<TraceExport> exportTrace(const store::Reader& reader, const telemetry::TraceId& trace,
                                const store::View& view, TraceFormat format,
                                const std::string& path)
{
    auto spans = reader.trace(trace, view);
    if (!spans)
        return tl::make_unexpected(spans.error());
    if (spans->empty())
        return telemetry::failure(ErrorKind::Usage,
                                  "The recording has no trace " + telemetry::toHex(trace)
                                      + ", as far as was known by then.");
    Target target;
    if (const auto opened = target.open(path); !opened)
        return tl::make_unexpected(opened.error());
    bool isWhole = true;
    TraceExport done{.spans = static_cast<std::int64_t>(spans->size())};
    if (format == TraceFormat::Otlp) {
        spans->clear();
        auto written = writeOtlp(reader, trace, view, target, isWhole);
        if (!written) {
            (void)target.finish(false);
            return tl::make_unexpected(written.error());
        }
        done = *written;
    } else {
        const ::trace::SpanTree tree(std::move(*spans));
        const ::trace::Sink sink = [&target](std::string_view bytes) {
            return target.write(bytes);
        };
        isWhole = format == TraceFormat::Chrome
            ? ::trace::writeChromeTrace(tree, sink)
            : ::trace::writeSpeedscope(tree, "trace " + telemetry::toHex(trace), sink);
    }
    if (const auto finished = target.finish(isWhole); !finished)
        return tl::make_unexpected(finished.error());
    return done;
}

} // namespace commands
