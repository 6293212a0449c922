// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/translations.h"

#include "models/items/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

QString languageCode(Settings::Language chosen, const QStringList& system)
{
    switch (chosen) {
    case Settings::Language::English:
        return u"en"_s;
    case Settings::Language::German:
        return u"de"_s;
    case Settings::Language::System:
        break;
    }
    for (const QString& tag : system) {
        const QString code = tag.left(2).toLower();
        const bool isWhole = tag.size() == 2 || tag.at(2) == u'-' || tag.at(2) == u'_';
        if (isWhole && (code == u"en"_s || code == u"de"_s))
            return code;
    }
    return u"en"_s;
}

QString WindowTranslator::translate(const char* context, const char* source,
                                    const char* disambiguation, int n) const
{
    return items::InEnglish::isOn() ? QString()
                                    : QTranslator::translate(context, source, disambiguation, n);
}

Translations::Translations(Settings::Language chosen)
    : m_code(u"en"_s)
{
    const QString code = languageCode(chosen, QLocale::system().uiLanguages());
    // A build without Qt's tools for translations has none.
    if (code == u"en"_s || !m_own.load(u":/translations/plumbline_"_s + code))
        return;
    QCoreApplication::installTranslator(&m_own);
    m_code = code;
    const QString toolkit = u"qtbase_"_s + code;
    if (m_toolkit.load(u":/translations/"_s + toolkit)
        || m_toolkit.load(toolkit, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_toolkit);
}

QString Translations::code() const
{
    return m_code;
}
