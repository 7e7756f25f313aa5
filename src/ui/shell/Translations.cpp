// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Outside of any namespace, as Qt asks: the resources of a static library register themselves only
// when they are told to.
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(signalbox_translations);
}

namespace signalbox::ui {

namespace {

void install(QCoreApplication &application, const QLocale &locale, const QString &name,
             const QString &folder)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(locale, name, QStringLiteral("_"), folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

void installTranslations(QCoreApplication &application, const QLocale &locale)
{
    initialiseTranslations();
    const QString own = QStringLiteral("signalbox");
    const QString folder = QStringLiteral(":/i18n");
    install(application, QLocale(QLocale::English), own, folder);
    install(application, locale, QStringLiteral("qtbase"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, locale, own, folder); // installed last, asked first
}

} // namespace signalbox::ui
