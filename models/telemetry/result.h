// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace telemetry {

// What a caller can do about a failure; the command line maps it to its exit status.
enum class ErrorKind
{
    Usage, // the request itself makes no sense: exit 2
    Unreadable, // input that cannot be read; the message names file and line or byte: exit 3
    Unreachable, // a peer did not answer, or answered nonsense: exit 4
    Refused, // the work found a problem, or a peer said no: exit 1
    Unknown, // sent, but its effect could not be read back: exit 5
};

struct Error
{
    ErrorKind kind = ErrorKind::Refused;
    std::string message; // a full sentence for a person, with what to do next when there is something
};

template<class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(ErrorKind kind, std::string message)
{
    return tl::make_unexpected(Error{kind, std::move(message)});
}

} // namespace telemetry
