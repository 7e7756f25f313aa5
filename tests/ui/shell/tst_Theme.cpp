// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace signalbox;

class ThemeTest final : public QObject
{
    Q_OBJECT

private slots:
    void textCanBeReadOnEverySurface_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textCanBeReadOnEverySurface()
    {
        QFETCH(const bool, isDark);
        const ui::ThemeColors &colors = isDark ? ui::Theme::dark() : ui::Theme::light();

        for (const QColor &surface : colors.surface) {
            for (const QColor &text : {colors.text, colors.textMuted, colors.accent, colors.success,
                                       colors.warning, colors.danger})
                QVERIFY2(ui::Theme::contrast(text, surface) >= 4.5,
                         qPrintable(text.name() + QLatin1String(" on ") + surface.name()));
            QVERIFY(ui::Theme::contrast(colors.focus, surface) >= 3.0);
        }
        QVERIFY(ui::Theme::contrast(colors.onAccent, colors.accent) >= 4.5);
        for (const QColor &series : colors.series)
            QVERIFY2(ui::Theme::contrast(series, colors.surface[1]) >= 3.0,
                     qPrintable(series.name()));
    }

    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(ui::Theme::contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(ui::Theme::contrast(Qt::white, Qt::white), 1.0);
    }

    void styleSheetUsesOnlyKnownTokens()
    {
        const ui::Theme theme(*qApp);
        QFile file(QStringLiteral(":/theme/signalbox.qss"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString sheet = QString::fromUtf8(file.readAll());
        static const QRegularExpression token(QStringLiteral(R"(\{[a-zA-Z]+[0-9]?(:[0-9]+)?\})"));

        auto matches = token.globalMatch(sheet);
        while (matches.hasNext()) {
            const QString found = matches.next().captured();
            if (found == QLatin1String("{name}") || found == QLatin1String("{px:N}"))
                continue; // the comment at its head
            QVERIFY2(!ui::Theme::resolved(found, ui::Theme::light(), 100).isEmpty(),
                     qPrintable(found));
        }
        static const QRegularExpression colour(QStringLiteral("#[0-9a-fA-F]{3,8}\\b"));
        QVERIFY2(!sheet.contains(colour), "a colour outside of the theme");
    }

    void choiceChangesThePaletteAtOnce()
    {
        ui::Theme theme(*qApp);
        QSignalSpy changed(&theme, &ui::Theme::changed);

        theme.setChoice(ui::Theme::Choice::Dark);

        QCOMPARE(changed.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), ui::Theme::dark().surface[0]);
    }

    void zoomStaysWithinItsLimitsAndScalesSizes()
    {
        ui::Theme theme(*qApp);

        theme.setZoom(1'000);
        QCOMPARE(theme.zoom(), ui::Theme::largestZoom);
        QCOMPARE(theme.px(8), 16);
        theme.setZoom(1);
        QCOMPARE(theme.zoom(), ui::Theme::smallestZoom);
        QCOMPARE(theme.font(ui::Theme::Role::Body).pixelSize(), 13 * 80 / 100);
    }

    void iconsTakeTheColoursOfTheTheme()
    {
        ui::Theme theme(*qApp);
        const QIcon icon = ui::lineIcon(theme, ui::IconName::Stop, ui::IconTone::Danger);
        for (const auto choice : {ui::Theme::Choice::Light, ui::Theme::Choice::Dark}) {
            theme.setChoice(choice);

            const QImage image = icon.pixmap(QSize(80, 80)).toImage();

            // The left edge of the square, well away from its corners.
            QCOMPARE(image.pixelColor(20, 40), theme.colors().danger);
        }
    }

    void everyIconFileIsThere()
    {
        const ui::Theme theme(*qApp);
        for (int i = 0; i <= static_cast<int>(ui::IconName::Warning); ++i) {
            const QImage image =
                ui::lineIcon(theme, static_cast<ui::IconName>(i)).pixmap(QSize(20, 20)).toImage();
            bool isBlank = true;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    isBlank = isBlank && image.pixelColor(x, y).alpha() == 0;
            }
            QVERIFY2(!isBlank, qPrintable(QString::number(i)));
        }
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_Theme.moc"
