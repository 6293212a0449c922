// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace health {

// Who asked for JSON, and how strictly.
enum class JsonAsked
{
    No,
    InWords,
    InWordsOnly, // and nothing else
    ByRequest, // response format or schema of the call
};

// Whether a text tells the model to answer in JSON: an imperative ("respond in JSON", "list them as
// JSON"), a request ("can you give it as JSON?"), or what the answer must be. Not a question about
// JSON, nor what other things return ("my API returns JSON"), nor a program that is to write some.
// Looks at the beginning and the end of what may be long.
JsonAsked jsonAskedIn(std::string_view text);

} // namespace health
