// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QCoreApplication;
class QLocale;

namespace signalbox::ui {

/// Makes \a application speak the language of \a locale, as far as it was translated. English is
/// always there below it: its plural forms are a translation too.
void installTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace signalbox::ui
