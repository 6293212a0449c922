// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/attributestore.h"
#include "models/store/generationcontexts.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace differences {

// Tells a store what is known of a generation. No content is taken up: neither texts nor ids of one
// record. Secrets were taken out before anything was recorded.
class GenerationAttributes
{
public:
    // Makes place for the canonical attributes first, so that however many others come, they fit.
    explicit GenerationAttributes(AttributeStore& store);

    void set(std::size_t row, const store::GenerationContext& context);
    // Calls of its service in flight when it began, itself included; NaN: not known.
    void setLoad(std::size_t row, double load);
    // Of whoever asked: the user, else the session, of the call or of its trace; 0 when neither is
    // told.
    static std::uint64_t personOf(const store::GenerationContext& context);

private:
    enum Place : std::size_t
    {
        Span,
        Root,
        Resource,
        Retrieval,
        PlaceCount,
    };
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    void setText(std::size_t row, std::string_view id, std::string_view text);
    void setNumbers(std::size_t row, const telemetry::Generation& generation);
    void setContent(std::size_t row, const store::GenerationContext& context);
    void setFurther(std::size_t row, Place place, std::string_view wire, std::uint32_t field);
    const std::string& idOf(Place place, std::string_view name);

    AttributeStore& m_store;
    // By the name that was sent; empty: not taken up.
    using Ids = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;
    std::array<Ids, PlaceCount> m_ids;
};

} // namespace differences
