// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/baselines.h"

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace store {

namespace {

constexpr std::size_t kWidth = 4; // bytes of one number: IEEE 754 single, little-endian

std::string numberBytes(const std::vector<float>& numbers)
{
    std::string bytes;
    bytes.reserve(numbers.size() * kWidth);
    for (const float number : numbers) {
        const auto bits = std::bit_cast<std::uint32_t>(number);
        for (std::size_t byte = 0; byte < kWidth; ++byte)
            bytes += static_cast<char>((bits >> (8U * byte)) & 0xFFU);
    }
    return bytes;
}

std::vector<float> numbersOf(std::string_view bytes)
{
    std::vector<float> numbers;
    for (std::size_t at = 0; at + kWidth <= bytes.size(); at += kWidth) {
        std::uint32_t bits = 0;
        for (std::size_t byte = 0; byte < kWidth; ++byte)
            bits |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + byte]))
                << (8U * byte);
        numbers.push_back(std::bit_cast<float>(bits));
    }
    return numbers;
}

} // namespace

BaselineWriter::BaselineWriter(const Database& database, Interner& interner)
    : m_interner(interner)
    , m_replace(database.prepare("INSERT OR REPLACE INTO baselines(service, operation, "
                                 "check_name, badness, loads, season) VALUES(?,?,?,?,?,?)"))
{
}

bool BaselineWriter::write(const telemetry::Baseline& baseline)
{
    m_replace.bind(m_interner.stringOrZero(baseline.service))
        .bind(m_interner.stringOrZero(baseline.operation))
        .bind(m_interner.stringOrZero(baseline.check));
    const std::string badness = numberBytes(baseline.badness);
    const std::string loads = numberBytes(baseline.loads);
    const std::string season = numberBytes(baseline.season);
    return m_interner.run(m_replace.bindBlob(badness).bindBlob(loads).bindBlob(season));
}

telemetry::Result<std::vector<telemetry::Baseline>> Reader::baselines() const
{
    const Private::Transaction transaction(d->database);
    Statement select =
        d->database.prepare("SELECT service, operation, check_name, badness, loads, season "
                            "FROM baselines");
    std::vector<telemetry::Baseline> baselines;
    while (select.step())
        baselines.push_back({.service = d->string(select.integer(0)),
                             .operation = d->string(select.integer(1)),
                             .check = d->string(select.integer(2)),
                             .badness = numbersOf(select.blob(3)),
                             .loads = numbersOf(select.blob(4)),
                             .season = numbersOf(select.blob(5))});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return baselines;
}

} // namespace store
