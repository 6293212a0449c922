// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/importcursor.h"

#include "models/ingest/importtally.h"
#include "models/store/reader.h"

#include <charconv>
#include <fstream>
#include <future>
#include <memory>
#include <string_view>
#include <utility>

#include <zlib.h>

namespace ingest {

namespace {

constexpr std::size_t kFingerprint = 4096; // bytes of the file as it is stored
constexpr std::uint64_t kStep = 1024 * 1024; // so much at most is read again after a kill

constexpr std::string_view kPrefix = "import/";
constexpr const char* kBegun = "0 0 0"; // nothing is known to be imported yet

std::string beginningOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string bytes(kFingerprint, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

// Of a file that begins with these bytes. Their number is part of it: a file that has grown since
// begins with them still.
std::string nameOf(std::string_view bytes)
{
    const auto* first = reinterpret_cast<const Bytef*>(bytes.data());
    const auto count = static_cast<uInt>(bytes.size());
    return std::string(kPrefix) + std::to_string(count) + "/"
        + std::to_string(crc32(0, first, count)) + "/" + std::to_string(adler32(1, first, count));
}

std::string textOf(const ImportPosition& position)
{
    return std::to_string(position.bytes) + ' ' + std::to_string(position.records) + ' '
        + std::to_string(position.checksum);
}

template<class Number>
bool take(std::string_view& text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(' '))
        text.remove_prefix(1);
    return error == std::errc();
}

std::optional<ImportPosition> positionOf(std::string_view text)
{
    ImportPosition position;
    const bool isRead = take(text, position.bytes) && take(text, position.records)
        && take(text, position.checksum) && text.empty() && position.bytes > 0;
    return isRead ? std::optional(position) : std::nullopt;
}

// How many bytes a name is made of; 0 when it is none of these.
std::size_t lengthIn(std::string_view name)
{
    if (!name.starts_with(kPrefix))
        return 0;
    name.remove_prefix(kPrefix.size());
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), length);
    return error == std::errc() && *end == '/' ? length : 0;
}

} // namespace

// A recording that cannot be read is one without a cursor: the import begins at the start, and what
// is there already is told by its duplicates.
ImportCursor::ImportCursor(const std::string& path, std::optional<telemetry::Timestamp> recorded,
                           std::shared_ptr<ImportTally> tally, Pipeline& pipeline)
    : m_pipeline(pipeline)
    , m_tally(std::move(tally))
    , m_recorded(recorded)
{
    const std::string beginning = beginningOf(path);
    m_name = nameOf(beginning);
    const auto reader = store::Reader::open(pipeline.recordingPath());
    if (!reader)
        return;
    const auto cursors = (*reader)->cursors();
    if (!cursors)
        return;
    // The one that was made of most bytes is the surest.
    std::size_t longest = 0;
    for (const auto& [name, value] : *cursors) {
        const std::size_t length = lengthIn(name);
        const auto position = positionOf(value);
        if (length <= longest || length > beginning.size() || (!position && value != kBegun)
            || nameOf(std::string_view(beginning).substr(0, length)) != name)
            continue;
        longest = length;
        m_name = name;
        m_stored = position;
        m_isKept = true;
    }
}

void ImportCursor::begin()
{
    if (!m_isKept || m_stored)
        write({}, kBegun, {});
}

void ImportCursor::save()
{
    if (m_tally->settledUntil().bytes < m_written + kStep)
        return;
    ImportTally::Settled settled = m_tally->take();
    write(settled.until, textOf(settled.until), std::move(settled.rejections));
}

// A failure shows in the receipts of what could not be written either.
void ImportCursor::saveNow()
{
    ImportTally::Settled settled = m_tally->take();
    if (settled.until.bytes > 0)
        writeAndWait(settled.until, std::move(settled.rejections));
}

void ImportCursor::clear()
{
    std::vector<telemetry::Rejection> rejections = m_tally->takeAll();
    if (m_isKept || !rejections.empty())
        writeAndWait({}, std::move(rejections));
}

void ImportCursor::writeAndWait(ImportPosition position,
                                std::vector<telemetry::Rejection> rejections)
{
    const auto written = std::make_shared<std::promise<void>>();
    write(position, position.bytes > 0 ? textOf(position) : std::string(), std::move(rejections),
          [written](const telemetry::Result<void>&) { written->set_value(); });
    written->get_future().wait();
}

// What could not be written goes with the next.
void ImportCursor::write(const ImportPosition& position, std::string value,
                         std::vector<telemetry::Rejection> rejections, Pipeline::PulledHandler done)
{
    m_written = position.bytes;
    m_isKept = !value.empty();
    store::Pulled pulled;
    pulled.source = "import";
    pulled.cursors.push_back({.name = m_name, .value = std::move(value)});
    pulled.rejections = rejections;
    pulled.rejected = m_recorded;
    m_pipeline.record(std::move(pulled),
                      [tally = m_tally, rejections = std::move(rejections),
                       done = std::move(done)](const telemetry::Result<void>& written) {
                          if (!written)
                              tally->putBack(rejections);
                          if (done)
                              done(written);
                      });
}

} // namespace ingest
