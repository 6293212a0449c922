// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/secrets.h"

namespace actuation {

using net::Masker;
using net::resolveSecret;
using net::SecretSource;

} // namespace actuation
