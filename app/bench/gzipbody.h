// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace bench {

// As an exporter with `compression: gzip` sends a body: zlib's usual level. Empty: it could not.
std::string gzipBody(const std::string& body);

} // namespace bench
