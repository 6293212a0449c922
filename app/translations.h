// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/settings.h"

#include <QString>
#include <QStringList>
#include <QTranslator>

// Has no text while telemetry::InEnglish is on.
class WindowTranslator final : public QTranslator
{
    Q_OBJECT

public:
    QString translate(const char* context, const char* source, const char* disambiguation,
                      int n) const override;
};

// The language of a window, for as long as this lives: made before the window, whose texts stay as
// they were made. Only what the window composes is translated: what is recorded is a fact of the
// recording, the command line is English, and figures, dates and times read the same everywhere.
// GUI thread.
class Translations final
{
public:
    explicit Translations(Settings::Language chosen);
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;

    QString code() const; // of the language that is shown: "en", "de"

private:
    WindowTranslator m_own;
    QTranslator m_toolkit; // the buttons of its dialogs
    QString m_code;
};

// The code of the language to show. `system` are the system's, the preferred one first, as
// QLocale::uiLanguages() gives them; English where the window has none of them.
QString languageCode(Settings::Language chosen, const QStringList& system);
