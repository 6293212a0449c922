// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace store {

class Reader;

// Makes the call that a reader is in, and all that follow, end early with an error: nobody wants
// the answer any more. From any thread while the reader lives.
void stopReading(const Reader& reader);

// On the thread of the reader, between two calls: it reads as before.
void readAgain(const Reader& reader);

} // namespace store
