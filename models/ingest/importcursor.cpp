// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/importcursor.h"

#include "models/store/reader.h"

#include <array>
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
constexpr std::uint64_t kStep = 8U * 1024 * 1024;

std::string nameOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::array<char, kFingerprint> bytes{};
    file.read(bytes.data(), bytes.size());
    const auto count = static_cast<uInt>(file.gcount());
    const auto* first = reinterpret_cast<const Bytef*>(bytes.data());
    return "import/" + std::to_string(crc32(0, first, count)) + "/"
        + std::to_string(adler32(1, first, count));
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

} // namespace

// A recording that cannot be read is one without a cursor: the import begins at the start, and what
// is there already is told by its duplicates.
ImportCursor::ImportCursor(const std::string& path, Pipeline& pipeline)
    : m_pipeline(pipeline)
    , m_name(nameOf(path))
{
    const auto reader = store::Reader::open(pipeline.recordingPath());
    if (!reader)
        return;
    const auto cursors = (*reader)->cursors();
    if (!cursors)
        return;
    const auto found = cursors->find(m_name);
    if (found == cursors->end())
        return;
    m_stored = positionOf(found->second);
    m_isKept = m_stored.has_value();
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
