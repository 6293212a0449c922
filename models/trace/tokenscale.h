// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trace {

// Where the size of a window is from.
enum class WindowSource : std::uint8_t
{
    Unknown,
    Reported, // by the call itself
    SameModel, // by other calls of the service and model
    Refusal, // by the words in which a request was refused
};

// Tokens of a text by the kind of its characters, uncalibrated: 4.8 letters or blanks of prose a
// token, 1.9 digits or marks, 2.2 other letters than ASCII's, one ideograph. Set by hand between
// the ends that routes were measured at (1.86 characters a token where there are many digits, 5.30
// in prose). Well-formed UTF-8.
double roughTokens(std::string_view text);

// What the calls of one service and model tell of how it counts tokens.
struct TokenScale
{
    double factor = 1; // tokens that were counted for each of roughTokens()
    double charactersPerToken = 0; // their median; 0 while `answers` is 0
    std::int64_t answers = 0; // that told both, whole; 0: nothing is calibrated
    std::optional<std::int64_t> window; // the largest that was told
    WindowSource source = WindowSource::Unknown;
    // Input tokens that came again and again although the texts differ in length: what is beyond
    // them is dropped before it is counted.
    std::optional<std::int64_t> pin;
    std::int64_t pinned = 0; // answers with just as many
};

// Fewer answers than that calibrate nothing.
constexpr std::int64_t kFewestCalibrating = 3;

// Learns the scale of one service and model, from any of their generations.
class TokenScaleFit
{
public:
    void add(const telemetry::Generation& generation);
    TokenScale scale() const;

private:
    struct Count
    {
        std::int64_t input = 0;
        double rough = 0;
        double characters = 0;
    };
    std::optional<std::int64_t> pinOf(const std::vector<Count>& counts, std::int64_t& times) const;

    std::vector<Count> m_counts;
    std::optional<std::int64_t> m_window;
    std::optional<std::int64_t> m_refused;
};

// What a refusal says of sizes: "maximum context length is 8192 tokens ... resulted in 9001
// tokens", "prompt is too long: 208310 tokens > 200000 maximum".
struct OverflowText
{
    std::optional<std::int64_t> window;
    std::optional<std::int64_t> asked;
};
OverflowText overflowFrom(std::string_view message);
bool isOverflow(const telemetry::Generation& generation); // refused since it did not fit

} // namespace trace
