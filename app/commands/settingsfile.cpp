// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/settingsfile.h"

#include "app/commands/operatorname.h"
#include "models/config/document.h"
#include "models/team/teamcopy.h"
#include "models/telemetry/keptfile.h"

#include <QDir>
#include <QEvent>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QStringList>
#include <QTemporaryFile>
#include <QVariant>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace commands {

namespace {

constexpr const char* kProfileVariable = "PLUMBLINE_SETTINGS_PROFILE";
constexpr qsizetype kLongestProfile = 40;

bool isProfileName(const QString& name)
{
    return name.size() <= kLongestProfile && std::ranges::all_of(name, [](QChar c) {
               return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'-' || c == u'_';
           });
}

// A text with commas that a person wrote without quotes is read as a list.
QString writtenText(const QVariant& value)
{
    return value.typeId() == QMetaType::QStringList ? value.toStringList().join(u", "_s)
                                                    : value.toString();
}

// QSettings writes by itself soon after something was set, too.
class OwnSettings final : public QSettings
{
public:
    using QSettings::QSettings;

protected:
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::UpdateRequest)
            return QSettings::event(event);
        static_cast<void>(storeSettings(*this)); // whoever wants to hear of it stores them
        return true;
    }
};

// What is on the disk, under one more name as long as this lives: where what takes its place is not
// whole, it can be had back without a byte being written.
class KeptSettings
{
public:
    explicit KeptSettings(const QString& file)
        : m_file(QFile::encodeName(QFileInfo(file).canonicalFilePath()))
        , m_kept(m_file + ".kept-" + QByteArray::number(::getpid()))
    {
        ::unlink(m_kept.constData()); // of one that was killed
        m_isKept = !m_file.isEmpty() && ::link(m_file.constData(), m_kept.constData()) == 0;
    }
    KeptSettings(const KeptSettings&) = delete;
    KeptSettings& operator=(const KeptSettings&) = delete;
    ~KeptSettings()
    {
        if (m_isKept)
            ::unlink(m_kept.constData());
    }
    bool restore() const
    {
        return m_isKept && ::rename(m_kept.constData(), m_file.constData()) == 0;
    }

private:
    QByteArray m_file;
    QByteArray m_kept;
    bool m_isKept = false;
};

// QSettings, as QSaveFile below it, may put half of a file in the place of a whole one and say
// nothing of it. Read from another name: of its own it knows what it was told.
bool holdsAll(QSettings& file)
{
    QFile written(file.fileName());
    QTemporaryFile copy(file.fileName() + u".XXXXXX"_s);
    if (!written.exists())
        return true; // there was nothing to write
    if (!written.open(QIODevice::ReadOnly) || !copy.open() || copy.write(written.readAll()) < 0
        || !copy.flush())
        return false;
    const QSettings again(copy.fileName(), QSettings::IniFormat);
    const bool hadFallbacks = file.fallbacksEnabled();
    file.setFallbacksEnabled(false);
    const QStringList keys = file.allKeys();
    const bool isWhole = std::ranges::all_of(keys, [&](const QString& key) {
        const QVariant value = file.value(key);
        const QVariant there = again.value(key);
        return value.typeId() == QMetaType::QVariantMap
            ? value.toMap() == there.toMap()
            : again.contains(key) && writtenText(value) == writtenText(there);
    });
    file.setFallbacksEnabled(hadFallbacks);
    return isWhole;
}

} // namespace

QString settingsProfile()
{
    const QString name = qEnvironmentVariable(kProfileVariable);
    return name == u"default"_s || !isProfileName(name) ? QString() : name;
}

void setSettingsProfile(const std::string& name)
{
    qputenv(kProfileVariable, QByteArray::fromStdString(name));
}

telemetry::Result<void> checkSettingsProfile(const std::string& name)
{
    if (isProfileName(QString::fromStdString(name)))
        return {};
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "A profile of settings is named in letters, digits, - and _, at most "
                              "40 of them.");
}

std::unique_ptr<QSettings> openSettings()
{
    const QString profile = settingsProfile();
    return std::make_unique<OwnSettings>(
        u"plumbline"_s, profile.isEmpty() ? u"plumbline"_s : u"plumbline-"_s + profile);
}

void keepSettingsPrivate(const QSettings& file)
{
    const QFileInfo where(file.fileName());
    if (where.isSymLink()) // kept elsewhere by somebody, as they like it
        return;
    QDir().mkpath(where.path());
    const int made = ::open(QFile::encodeName(where.filePath()).constData(),
                            O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made >= 0) {
        ::close(made);
        return;
    }
    const QFile::Permissions mode = where.permissions();
    const QFile::Permissions ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
        | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if ((mode & others) != 0) // one that may not be written stays so
        QFile::setPermissions(where.filePath(), mode & ours);
}

telemetry::Result<void> storeSettings(QSettings& file)
{
    keepSettingsPrivate(file);
    QFile before(file.fileName());
    const bool wasThere = before.open(QIODevice::ReadOnly);
    const QByteArray old = before.readAll();
    before.close();
    const KeptSettings kept(file.fileName());
    file.sync();
    const std::string name = file.fileName().toStdString();
    if (file.status() == QSettings::AccessError)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  name + ": the settings cannot be read or written.");
    if (!holdsAll(file)) {
        QSaveFile again(file.fileName()); // where a file cannot have two names
        if (!kept.restore() && wasThere && again.open(QIODevice::WriteOnly)
            && again.write(old) == old.size())
            static_cast<void>(telemetry::keepFile(again));
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  name + ": the settings could not be written as a whole.");
    }
    // QSettings takes what could not be synced for written.
    const int handle = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    const bool isLost = handle < 0 ? errno != ENOENT : ::fsync(handle) != 0 && errno != EINVAL;
    const std::string why = isLost ? std::strerror(errno) : "";
    if (handle >= 0)
        ::close(handle);
    if (isLost)
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  name + ": the settings are not sure to be on the disk: " + why
                                      + '.');
    return {};
}

QString teamCopiesFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + u"/plumbline/team"_s;
}

void takeTeamCopy(config::Layers& layers, const QString& folder)
{
    const QString source = layers.held(u"team/source"_s).value;
    const auto copy = source.isEmpty() ? std::nullopt : team::keptCopy(source, folder);
    if (copy)
        layers.setTeam(config::teamValues(config::readDocument(copy->text)), copy->label());
    else
        layers.setTeam({}, {});
}

config::Layers layersOf(const QSettings& file)
{
    config::Layers layers;
    for (const config::Setting& setting : config::schema()) {
        if (const QString key = setting.name(); file.contains(key))
            layers.setOwn(key, writtenText(file.value(key)));
    }
    if (const std::string given = givenOperatorName(); !given.empty())
        layers.setRun(u"operator/name"_s, QString::fromStdString(given),
                      config::Origin::CommandLine);
    if (const QString room = qEnvironmentVariable("PLUMBLINE_ROOM"); !room.isEmpty())
        layers.setRun(u"room/url"_s, room, config::Origin::Environment);
    takeTeamCopy(layers, teamCopiesFolder());
    return layers;
}

config::Layers currentLayers()
{
    return layersOf(*openSettings());
}

std::string roomUrlSetting(const config::Layers& layers)
{
    const QString key = u"room/url"_s;
    const auto problems = layers.problems();
    const bool isBad = std::ranges::any_of(
        problems, [&key](const config::BadValue& bad) { return bad.key == key; });
    const config::Held held = layers.held(key);
    if (!isBad || !held.value.isEmpty())
        return held.value.toStdString();
    return layers.own(key).value_or(layers.team().value(key)).toStdString();
}

std::string settingText(const QString& key)
{
    return currentLayers().held(key).value.toStdString();
}

} // namespace commands
