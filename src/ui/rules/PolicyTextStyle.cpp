// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/PolicyTextStyle.h"

#include "ui/shell/Theme.h"

#include <QWidget>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qsciscintilla.h>

#include <array>

namespace signalbox::ui {

namespace {

constexpr int numbersMargin = 0;
constexpr std::array<int, 7> foldMarkers{25, 26, 27, 28, 29, 30, 31};

/// JSON in the colours of the theme.
class JsonLexer final : public QsciLexerJSON
{
public:
    using QsciLexerJSON::QsciLexerJSON;

    void setTheme(const Theme &theme, const QFont &mono)
    {
        const ThemeColors &colors = theme.colors();
        setDefaultColor(colors.text);
        setDefaultPaper(colors.surface[1]);
        setDefaultFont(mono);
        setFont(mono);
        setColor(colors.text);
        setPaper(colors.surface[1]);
        setColor(colors.accent, Property);
        setColor(colors.success, String);
        setColor(colors.success, UnclosedString);
        setColor(colors.warning, Number);
        setColor(colors.warning, Keyword);
        setColor(colors.danger, Error);
        setColor(colors.textMuted, Operator);
        setPaper(colors.surface[1], Error);
        setPaper(colors.surface[1], UnclosedString);
    }
};

} // namespace

QFont fontInPoints(QFont font, const QWidget &widget)
{
    constexpr double pointsPerInch = 72;
    if (font.pixelSize() > 0)
        font.setPointSizeF(font.pixelSize() * pointsPerInch / widget.logicalDpiY());
    return font;
}

void stylePolicyText(QsciScintilla &editor, const Theme &theme)
{
    const ThemeColors &colors = theme.colors();
    auto *before = editor.lexer();
    auto *lexer = new JsonLexer(&editor);
    const QFont mono = fontInPoints(theme.mono(), editor);
    lexer->setTheme(theme, mono);
    editor.setLexer(lexer);
    delete before;
    editor.setMarginType(numbersMargin, QsciScintilla::NumberMargin);
    editor.setMarginWidth(numbersMargin, QStringLiteral(" 00000"));
    editor.setMarginsFont(mono);
    editor.setMarginsForegroundColor(colors.textMuted);
    editor.setMarginsBackgroundColor(colors.surface[0]);
    editor.setFoldMarginColors(colors.surface[0], colors.surface[0]);
    for (const int marker : foldMarkers) {
        editor.setMarkerForegroundColor(colors.surface[0], marker);
        editor.setMarkerBackgroundColor(colors.textMuted, marker);
    }
    editor.setCaretForegroundColor(colors.text);
    editor.setCaretLineBackgroundColor(colors.surface[2]);
    editor.setSelectionBackgroundColor(colors.surface[3]);
    editor.setSelectionForegroundColor(colors.text);
    editor.setMatchedBraceForegroundColor(colors.accent);
    editor.setMatchedBraceBackgroundColor(colors.surface[3]);
}

} // namespace signalbox::ui
