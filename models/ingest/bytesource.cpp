// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/bytesource.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <zlib.h>

namespace ingest {

namespace {

constexpr std::size_t kStretch = 256U * 1024;

} // namespace

telemetry::Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": there is no such file.");
    if (std::filesystem::is_directory(status))
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": this is a folder; name the files in it.");
    if (!std::filesystem::is_regular_file(status))
        return telemetry::failure(telemetry::ErrorKind::Unreadable, path + ": this is no file.");
    const std::uint64_t size = std::filesystem::file_size(path, error);
    std::ifstream file(path, std::ios::binary);
    if (error || !file)
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  path + ": the file cannot be opened for reading.");
    return std::unique_ptr<ByteSource>(new ByteSource(std::move(file), size));
}

ByteSource::ByteSource(std::ifstream file, std::uint64_t size)
    : m_file(std::move(file))
    , m_fileSize(size)
{
    fetch();
    m_coding = codingFromMagic(m_stored);
    m_inflater = std::make_unique<Inflater>(m_coding);
}

bool ByteSource::fetch()
{
    m_stored.erase(0, m_storedStart);
    m_storedStart = 0;
    const std::size_t before = m_stored.size();
    m_stored.resize(before + kStretch);
    m_file.read(m_stored.data() + before, static_cast<std::streamsize>(kStretch));
    const auto count = static_cast<std::size_t>(m_file.gcount());
    m_stored.resize(before + count);
    m_filePosition += count;
    return count > 0;
}

bool ByteSource::fill()
{
    if (m_plainStart > 0) {
        m_plain.erase(0, m_plainStart);
        m_plainStart = 0;
    }
    const std::size_t before = m_plain.size();
    while (!m_isDamaged && m_plain.size() == before) {
        const bool isAtEnd = m_storedStart == m_stored.size() && !fetch();
        std::string_view input(m_stored);
        input.remove_prefix(m_storedStart);
        const std::size_t offered = input.size();
        m_isDamaged = !m_inflater->inflate(input, m_plain, kStretch);
        m_storedStart += offered - input.size();
        const bool isStuck = offered > 0 && input.size() == offered && m_plain.size() == before;
        if (isStuck && !m_inflater->isComplete())
            m_isDamaged = true;
        if (isAtEnd && m_plain.size() == before) {
            m_isDamaged = m_isDamaged || !m_inflater->isComplete();
            return false;
        }
    }
    return m_plain.size() > before;
}

std::string_view ByteSource::peek(std::size_t count)
{
    while (m_plain.size() - m_plainStart < count && fill()) { }
    return std::string_view(m_plain).substr(m_plainStart, count);
}

void ByteSource::drop(std::size_t count)
{
    const auto* bytes = reinterpret_cast<const Bytef*>(m_plain.data() + m_plainStart);
    m_checksum = static_cast<std::uint32_t>(crc32_z(m_checksum, bytes, count));
    m_position += count;
    m_plainStart += count;
}

std::uint64_t ByteSource::skip(std::uint64_t count)
{
    std::uint64_t done = 0;
    while (done < count && (m_plainStart < m_plain.size() || fill())) {
        const std::uint64_t part =
            std::min<std::uint64_t>(count - done, m_plain.size() - m_plainStart);
        drop(static_cast<std::size_t>(part));
        done += part;
    }
    return done;
}

std::size_t ByteSource::read(std::string& output, std::size_t count)
{
    std::size_t done = 0;
    while (done < count) {
        if (m_plainStart == m_plain.size() && !fill())
            break;
        const std::size_t part = std::min(count - done, m_plain.size() - m_plainStart);
        output.append(m_plain, m_plainStart, part);
        drop(part);
        done += part;
    }
    return done;
}

bool ByteSource::readLine(std::string& line, std::size_t limit, bool& isTooLong)
{
    isTooLong = false;
    bool isAny = false;
    while (m_plainStart < m_plain.size() || fill()) {
        isAny = true;
        const auto end = m_plain.find('\n', m_plainStart);
        const std::size_t count = std::min(end, m_plain.size()) - m_plainStart;
        const std::size_t room = limit - std::min(limit, line.size());
        isTooLong = isTooLong || count > room;
        line.append(m_plain, m_plainStart, std::min(count, room));
        drop(count);
        if (end != std::string::npos) {
            drop(1);
            return true;
        }
    }
    return isAny;
}

} // namespace ingest
