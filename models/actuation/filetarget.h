// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/httpclient.h"

#include <string>

namespace actuation {

// Whether a URL names a file of this machine: "file:///".
bool isFileUrl(const std::string& url);

// A document in a file, asked as a server would be: GET tells it with an ETag of its bytes, PUT
// with If-Match writes it, whole or not at all, 204; 412 when it is not the one that was read, 409
// when another Plumbline is writing it. Never through a symbolic link, and never a file that is not
// there: 403 and 404. Who writes it without asking can still be faster by the moment between the
// last look and the renaming. Blocks; at most 4 MiB. NotSent when it could not be written: it is as
// it was.
net::Exchange performOnFile(const net::ClientRequest& request);

} // namespace actuation
