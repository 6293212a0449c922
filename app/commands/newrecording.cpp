// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/newrecording.h"

#include "models/store/recordingfiles.h"
#include "models/store/writer.h"

#include <utility>

namespace commands {

NewRecording::NewRecording(std::string path)
    : m_path(std::move(path))
{
}

NewRecording::~NewRecording()
{
    if (m_isOurs)
        store::discardRecording(m_path);
}

} // namespace commands
