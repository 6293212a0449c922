// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace suspects {

// What a filter reads of one generation: the values of a field (several of a set: documents,
// tools), and its number where it is one. Nothing known: both empty.
struct FieldValue
{
    std::vector<std::string> texts;
    std::optional<double> number = {};
};
using FieldReader = std::function<FieldValue(const std::string& field)>;

// One condition. Of texts any one value has to fit; a number has to lie in [low, high].
struct Term
{
    enum class Kind
    {
        Text, // free text, in all that is known of the answer, without regard to case
        // field:value, likewise. * and ? stand for what they do in file names: for the whole value
        // of most fields, anywhere in free text and in fields of long texts. In quotation marks
        // they are themselves.
        Holds,
        Is, // field=value, to the letter
        Number, // field>value and so on, field:low..high (high itself is not in it)
        Missing, // field:none
        Known, // field:any
        Time, // since, until
    };
    Kind kind = Kind::Text;
    bool isNegated = false;
    std::string field; // empty: free text
    std::vector<std::string> values; // Text, Holds, Is
    // Text, Holds: whether * or ? in the value at that place are themselves; empty: in none.
    std::vector<bool> isLiteral;
    std::optional<double> low; // Number; absent: no limit
    std::optional<double> high;
    bool isLowOpen = false; // low itself is not in it
    bool isHighOpen = false;
    // Time: a moment, or so long before the cursor.
    std::optional<telemetry::Timestamp> moment;
    telemetry::Duration before{};

    friend bool operator==(const Term&, const Term&) = default;
};

// Where a text is no filter: what is wrong, in words, and where (bytes).
struct FilterError
{
    std::string message;
    std::size_t at = 0;
    std::size_t length = 0;
};

// The filter language of suspects: terms side by side all have to hold.
//
//   model:codegen*  tenant=acme  prob>0.6  input_tokens:1000..2000  reason:fabrication
//   verdict:none  since:10m  -service:"support bot"  model=a,b  words anywhere
//
// A field that is none of ours (see filterFields()) is an attribute of the telemetry. A word with
// "::" or "://" behind its beginning, or that begins with a digit, is free text: "std::sort",
// "https://a.b", "12:30". A text that is looked for has at most kLongestText bytes.
class Filter
{
public:
    Filter() = default;
    explicit Filter(std::vector<Term> terms)
        : m_terms(std::move(terms))
    {
    }

    // The error names its place in `text`.
    static tl::expected<Filter, FilterError> parse(std::string_view text);

    const std::vector<Term>& terms() const { return m_terms; }
    bool isEmpty() const { return m_terms.empty(); }
    // As it is typed: parse(text()) is this filter again.
    std::string text() const;
    // Every term of both.
    Filter with(const Filter& other) const;

    // Whether all terms hold. `cursor` is what "10m ago" is counted from; `time` the generation's.
    // Terms that read a field which `isCheap` refuses are left out of it: a first look.
    bool matches(const FieldReader& read, telemetry::Timestamp time, telemetry::Timestamp cursor,
                 bool (*isCheap)(const Term&) = nullptr) const;

    friend bool operator==(const Filter&, const Filter&) = default;

private:
    std::vector<Term> m_terms;
};

// A search costs the product of both lengths at worst.
inline constexpr std::size_t kLongestText = 400;

// What a property becomes: "tenant" is this value, lies in [low, high], or is not known. The
// attributes' own names and those of our fields are both taken.
Filter filterForValue(const std::string& attribute, const std::string& value);
Filter filterForRange(const std::string& attribute, std::optional<double> low,
                      std::optional<double> high);
Filter filterForMissing(const std::string& attribute);

std::string termText(const Term& term);

} // namespace suspects
