// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/bundlefiles.h"

#include "app/commands/keyring.h"
#include "app/commands/userfiles.h"
#include "models/store/openfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

constexpr std::size_t kMostKeyText = std::size_t{1} << 20; // bytes of a key or a list
constexpr int kNameHash = 16; // digits of the hash in a folder's name

Result<std::string> smallFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(kMostKeyText, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || !file.eof())
        return failure(
            ErrorKind::Unreadable,
            path + " cannot be read: see whether it is there, is a file, and is yours to read.");
    return text;
}

} // namespace

Result<std::vector<bundle::TrustedKey>> trustedKeys(const std::string& file)
{
    const std::string path = file.empty() ? userFile("trusted-keys") : file;
    if (path.empty())
        return std::vector<bundle::TrustedKey>();
    const auto text = smallFile(path);
    if (!text)
        return tl::make_unexpected(text.error());
    return bundle::trustedKeysFrom(*text, path);
}

Result<std::optional<bundle::SigningKey>> signingKey(const std::string& file)
{
    std::string pem;
    std::string from;
    if (!file.empty()) {
        auto text = smallFile(file);
        if (!text)
            return tl::make_unexpected(text.error());
        pem = std::move(*text);
        from = file;
    } else if (const char* given = std::getenv("PLUMBLINE_BUNDLE_KEY");
               given != nullptr && *given != '\0') {
        pem = given;
        from = "PLUMBLINE_BUNDLE_KEY";
    } else if (hasKeyring()) {
        auto kept = secretFromKeyring(kBundleKey);
        if (!kept)
            return tl::make_unexpected(kept.error());
        pem = std::move(*kept);
        from = "The keyring's " + std::string(kBundleKey);
    }
    if (pem.empty() && file.empty())
        return std::optional<bundle::SigningKey>();
    auto key = bundle::SigningKey::fromPem(pem);
    if (!key)
        return failure(key.error().kind, from + ": " + key.error().message);
    return std::optional(std::move(*key));
}

Result<void> writeNewFile(const std::string& path, const std::string& bytes)
{
    const int file =
        ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(errno == EEXIST ? ErrorKind::Usage : ErrorKind::Refused,
                       path + " cannot be made: " + std::strerror(errno)
                           + ". Choose another name, or a folder that you may write to.");
    const bool isWritten =
        ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    const bool isClosed = ::close(file) == 0;
    if (isWritten && isClosed)
        return {};
    ::unlink(path.c_str());
    return failure(ErrorKind::Refused, path + " cannot be written: see whether the disk is full.");
}

bool isBundle(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error) || store::isOpenHere(path))
        return false;
    std::ifstream file(path, std::ios::binary);
    char magic[4] = {};
    file.read(magic, sizeof magic);
    const bool isCompressed =
        file.gcount() == sizeof magic && std::memcmp(magic, "\x28\xb5\x2f\xfd", sizeof magic) == 0;
    // Of a broken one its name still tells what it was to be.
    return isCompressed || std::filesystem::path(path).extension() == ".plumbundle";
}

Result<ReadableRecording> ReadableRecording::open(const std::string& path)
{
    ReadableRecording readable;
    readable.m_path = path;
    if (!isBundle(path))
        return readable;
    const auto trusted = trustedKeys({});
    if (!trusted)
        return tl::make_unexpected(trusted.error());
    readable.m_folder = std::make_unique<QTemporaryDir>();
    auto opened =
        bundle::open(path, *trusted, readable.m_folder->filePath(u"bundle"_s).toStdString());
    if (!opened)
        return tl::make_unexpected(opened.error());
    readable.m_path = opened->recording;
    return readable;
}

Result<bundle::Opened> openToStay(const std::string& path, const std::function<bool()>& goesOn)
{
    if (store::isOpenHere(path))
        return failure(ErrorKind::Refused,
                       path + " is a recording that is open here, and no bundle.");
    const auto trusted = trustedKeys({});
    if (!trusted)
        return tl::make_unexpected(trusted.error());
    const QDir place(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                     + u"/plumbline/bundles"_s);
    if (!place.mkpath(u"."_s))
        return failure(ErrorKind::Refused,
                       "The folder for bundles cannot be made: " + place.path().toStdString()
                           + ". Make it, or let XDG_DATA_HOME name a folder that you may "
                             "write to.");
    const auto head = bundle::show(path, *trusted);
    if (!head)
        return tl::make_unexpected(head.error());
    const std::string hash = bundle::sha256(toJson(head->manifest)).substr(0, kNameHash);
    const QString name = QFileInfo(QString::fromStdString(path)).completeBaseName() + u'-'
        + QString::fromStdString(hash);
    const std::string folder = place.filePath(name).toStdString();
    std::error_code error;
    if (!std::filesystem::exists(folder, error))
        return bundle::open(path, *trusted, folder, goesOn);
    auto verified = bundle::verify(path, *trusted, place.path().toStdString(), goesOn);
    if (!verified)
        return tl::make_unexpected(verified.error());
    // What is opened is the copy of then: nobody vouches for another.
    if (const auto checked = bundle::checkUnpacked(folder, verified->manifest, goesOn); !checked)
        return tl::make_unexpected(checked.error());
    return bundle::Opened{.verified = std::move(*verified),
                          .recording = folder + "/" + bundle::kRecordingName};
}

} // namespace commands
