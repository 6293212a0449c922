// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>
#include <memory>
#include <string_view>

class QSaveFile;

namespace items {

// What is written where somebody says. A regular file is there whole or stays what it was; a device
// or a pipe is written to as it stands, as a save file would put a regular one into its place.
// Writing never blocks: a pipe that nobody reads is waited for only while `goesOn` says so. One
// thread.
class OutputFile
{
public:
    // Asked ten times a second while a pipe takes nothing. Empty: then it cannot be written.
    using GoesOn = std::function<bool()>;

    explicit OutputFile(QString path, GoesOn goesOn = {});
    ~OutputFile(); // unless it was kept, a regular file stays what it was
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    // All of them: false when it cannot be done, errorString() says why.
    bool open();
    bool write(std::string_view bytes);
    bool keep();

    bool isRegular() const { return m_file != nullptr; } // once it is open
    bool isGivenUp() const { return m_isGivenUp; } // goesOn() said no
    QString errorString() const;

private:
    bool waits(); // for a tenth of a second, unless it is given up

    const QString m_path;
    const GoesOn m_goesOn;
    std::unique_ptr<QSaveFile> m_file; // null: a device
    int m_device = -1;
    int m_error = 0; // errno of the device
    bool m_isGivenUp = false;
    QString m_notKept; // why the file could not be kept
};

} // namespace items
