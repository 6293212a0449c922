// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/secretnames.h"
#include "app/settingsextras.h"
#include "models/config/document.h"
#include "widgets/common/theme.h"

#include <QString>
#include <QWidget>

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;
class Settings;
class TeamReader;

namespace common {
class MessageBar;
}
namespace settingsview {
class ImportPreview;
class SecretList;
class SettingsPanel;
} // namespace settingsview

// The settings in a window of their own, beside the console's. What is changed holds at once, or
// from the next window on, as each row says, and can be taken back. GUI thread.
class SettingsWindow final : public QWidget
{
    Q_OBJECT

public:
    // Where files are asked for; empty: nobody chose one.
    struct Ways
    {
        std::function<QString(QWidget*)> fileToImport;
        std::function<QString(QWidget*)> fileToExport;
    };

    // All must outlive it.
    SettingsWindow(Settings& settings, const common::Theme& theme, Ways ways,
                   QWidget* parent = nullptr);
    ~SettingsWindow() override;

    // The one of a window, which owns it; made when it is first asked for.
    static void open(QWidget* window, Settings& settings, const common::Theme& theme);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    // A setting and the user's own value before a change; none: there was none.
    using Before = std::pair<QString, std::optional<QString>>;
    struct Step
    {
        std::vector<Before> before;
        SettingsExtras extras; // likewise before it
        QString what; // for people
    };

    QWidget* makeTeamPart();
    void change(const QString& key, const QString& value);
    void reset(const QString& key);
    void undo();
    void remember(Step step);
    void keep(); // what was changed, in the settings' file
    void chooseImport();
    void takeOver();
    void exportFile();
    void showKey(const QString& key);
    void showAll();
    void showTeam();
    void lookForSecrets();
    void showSecrets(const std::vector<commands::LocatedSecret>& found);

    Settings& m_settings;
    TeamReader& m_team;
    const Ways m_ways;
    common::MessageBar* m_bar;
    settingsview::ImportPreview* m_preview;
    settingsview::SettingsPanel* m_panel;
    settingsview::SecretList* m_secrets;
    QLabel* m_teamState = nullptr;
    QPushButton* m_readTeam = nullptr;
    std::vector<Step> m_steps; // the newest last
    config::Document m_document; // that is asked about
    std::thread m_looking; // for secrets
    std::atomic<bool> m_isLeaving = false;
    bool m_isLooking = false;
};
