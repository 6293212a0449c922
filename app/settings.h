// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/listening.h"
#include "app/commands/operatorname.h"
#include "app/systemlook.h"
#include "models/config/layers.h"
#include "models/notify/quiethours.h"
#include "models/telemetry/result.h"
#include "widgets/common/theme.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <memory>
#include <string>

class QSettings;

// All settings of the console, typed, over the schema of models/config; with
// commands/settingsfile.h the only user of QSettings. Made before a theme is applied.
// GUI thread.
class Settings final : public QObject
{
    Q_OBJECT

public:
    enum class ThemeChoice
    {
        System,
        Light,
        Dark,
        HighContrastLight,
        HighContrastDark,
    };
    Q_ENUM(ThemeChoice)

    enum class Language
    {
        System, // the first of the system's languages that the window has
        English,
        German,
    };

    explicit Settings(QObject* parent = nullptr);
    // For tests and pictures: nothing is read from or written to the user's settings.
    static std::unique_ptr<Settings> inMemory();
    ~Settings() override;

    ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);

    // The theme to load: the one chosen, or the one that fits the system.
    QString themeName() const;
    common::Density density() const;
    void setDensity(common::Density density);
    // Percent of the type scale, within common::kSmallestText .. common::kLargestText.
    int textPercent() const;
    void setTextPercent(int percent);
    // Nothing moves by itself; as the system wants it unless it is set.
    bool isStill() const;
    void setStill(bool on);
    common::LookChoice look() const; // all of that

    // Of the window; read by Translations before one is made.
    Language language() const;
    void setLanguage(Language language);

    // What who is at the console is called: --operator, else operator/name of the file, else the
    // account; see commands::operatorName(), which commands go by, too.
    QString operatorName() const;
    commands::Operator who() const;

    // The file of roles; empty: none are set. `overrideGuards` holds until something else is chosen
    // in a window, or the program ends.
    std::string rolesFile() const;
    std::string roomUrl() const; // of the shared room; empty: none
    // No lever is moved from this console.
    bool isReadOnly() const;
    void setReadOnly(bool on);
    void overrideGuards(const std::string& rolesFile, bool isReadOnly);

    // Where a live window receives telemetry; the exporters' default ports of this machine until it
    // is set. Names of files, never what is in them.
    commands::ListenOptions receiving() const;
    void setReceiving(const commands::ListenOptions& options);

    // How much a live window's recording keeps, as `record --keep`; empty: everything.
    std::string keep() const;
    void setKeep(const std::string& keep);

    // Of a new alarm, in a live window.
    bool isAlarmShown() const; // on the desktop
    void setAlarmShown(bool on);
    bool isAlarmHeard() const;
    void setAlarmHeard(bool on);

    // Who acknowledges an alarm of severity 1 or 2 opens its incident, where none is open.
    bool opensOnAcknowledge() const;
    void setOpensOnAcknowledge(bool on);

    // The file of webhooks that a live window tells; empty: notify.yaml beside the settings.
    std::string webhooks() const;

    // Which views are opened is written into the timeline of a live recording.
    bool keepsViews() const;
    void setKeepsViews(bool on);

    // How many different people have to say "wrong" of an answer until that is confirmed.
    int peopleToConfirm() const; // 1 or 2
    void setPeopleToConfirm(int people);

    // Beside the settings file; empty in memory.
    QString runbookFolder() const;
    // The settings file, by which consoles of one user are told apart; empty in memory.
    QString place() const;

    // When sound and notifications are off; never what the window shows.
    notify::QuietRule quiet() const;
    void setQuiet(const notify::QuietRule& rule);

    // A live window that is closed goes on in the tray, where there is one.
    bool staysInTray() const;
    void setStaysInTray(bool on);
    bool hasSaidTray() const; // that it does
    void setSaidTray(bool said);

    QString saidCrash() const; // the newest crash report that was told of; empty: none
    void setSaidCrash(const QString& name);

    // By name: windowlayout's layouts, each a string of JSON.
    QVariantMap layouts() const;
    void setLayouts(const QVariantMap& layouts);

    // What was changed of common::keymap(), as it tells it: by the id of the command.
    QVariantMap keys() const;
    void setKeys(const QVariantMap& keys);

    // Keys of what was chosen in the palette, the last first, at most 20: names only.
    QStringList paletteRecent() const;
    void setPaletteRecent(const QStringList& keys);

    // The welcome: whether it was shown once, and whether it is at every start.
    bool isWelcomeSeen() const;
    void setWelcomeSeen(bool on);
    bool isWelcomeAtStart() const;
    void setWelcomeAtStart(bool on);

    // Recordings and bundles that were opened by name, the newest first; as many as are listed.
    QStringList recentFiles() const;
    void addRecentFile(const QString& path);

    // What holds of each setting and who says so; what the file has that is none of its setting.
    const config::Layers& layers() const { return m_layers; }
    // The named set of settings; empty: the usual one.
    QString profile() const;
    // The user's own value of a setting, in any form that it may be written in. Usage error,
    // beginning with the key, when it is none; nothing was changed then.
    telemetry::Result<void> setOwn(const QString& key, const QString& value);
    void removeOwn(const QString& key);
    // Writes what is not written yet. Refused: the file cannot be read or written, so that what is
    // changed ends with the program.
    telemetry::Result<void> store();
    // What the command line said, for this run.
    void overrideForRun(const QString& key, const QString& value);
    // Where copies of the team's configuration are; empty in memory.
    QString teamCopies() const;
    void setTeam(const config::Values& values, const QString& label);

    QVariantMap windowLayout() const; // empty until one was saved
    void setWindowLayout(const QVariantMap& layout);

signals:
    // Another value of the setting holds, or the same from elsewhere.
    void changed(const QString& key);
    void layoutsChanged(); // layouts()

private:
    struct InMemory
    { };
    explicit Settings(InMemory);
    QVariant value(const QString& key, const QVariant& fallback) const;
    // Writes nothing where that holds already: what a menu only repeats is nobody's own choice.
    void setValue(const QString& key, const QVariant& value);
    void write(const QString& key, const QVariant& value);
    void takeOwn(const QString& key, const QString& value);
    template<class Change>
    void change(const Change& make); // of the layers; tells which settings it was

    const SystemLook m_system; // as found; a theme replaces the application's palette
    std::unique_ptr<QSettings> m_store; // null in memory
    QVariantMap m_memory; // in memory, what is no setting
    QVariantMap m_unwritten; // likewise, what could not be written and holds all the same
    config::Layers m_layers;
};
