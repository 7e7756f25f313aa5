// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>

class QsciScintilla;
class QWidget;

namespace signalbox::ui {

class Theme;

/// Gives \a editor JSON's colours and all else of the theme; may be called again when it changes.
/// GUI thread.
void stylePolicyText(QsciScintilla &editor, const Theme &theme);

/// \a font as Scintilla takes it, which knows sizes in points only; ours are in pixels.
[[nodiscard]] QFont fontInPoints(QFont font, const QWidget &widget);

} // namespace signalbox::ui
