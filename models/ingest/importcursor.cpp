// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/importcursor.h"

#include "models/store/reader.h"

#include <charconv>
#include <chrono>
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
ImportCursor::ImportCursor(const std::string& path, Pipeline& pipeline)
    : m_pipeline(pipeline)
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
        if (length <= longest || length > beginning.size() || !position
            || nameOf(std::string_view(beginning).substr(0, length)) != name)
            continue;
        longest = length;
        m_name = name;
        m_stored = position;
        m_isKept = true;
    }
}

void ImportCursor::save(const ImportPosition& position)
{
    if (position.bytes >= m_written + kStep)
        write(position, {});
}

// A failure shows in the receipts of what could not be written either.
void ImportCursor::saveNow(const ImportPosition& position)
{
    if (position.bytes > 0)
        writeAndWait(position);
}

void ImportCursor::clear()
{
    if (m_isKept)
        writeAndWait({});
}

void ImportCursor::writeAndWait(const ImportPosition& position)
{
    const auto written = std::make_shared<std::promise<void>>();
    write(position, [written](const telemetry::Result<void>&) { written->set_value(); });
    written->get_future().wait();
}

void ImportCursor::write(const ImportPosition& position, Pipeline::PulledHandler done)
{
    m_written = position.bytes;
    m_isKept = position.bytes > 0;
    store::Pulled pulled;
    pulled.source = "import";
    pulled.recorded = std::chrono::system_clock::now();
    pulled.cursors.push_back({.name = m_name, .value = m_isKept ? textOf(position) : ""});
    m_pipeline.record(std::move(pulled), std::move(done));
}

} // namespace ingest
