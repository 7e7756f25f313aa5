// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/CanvasFixture.h"
#include "ui/rules/SampleGraphs.h"

#include <QImage>
#include <QPainter>

using namespace signalbox;

namespace {
constexpr int nodeCount = 500;
constexpr QSize windowSize(1440, 900);
} // namespace

/// What a frame of a canvas of 500 nodes takes, as it is painted by the processor: 60 of them a
/// second leave 16.7 ms for each.
class CanvasBench final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_fixture = std::make_unique<tests::CanvasFixture>(tests::chainOfMatches(nodeCount));
        m_fixture->view.resize(windowSize);
        m_fixture->view.layOut();
        QVERIFY(m_fixture->graph().nodes.size() >= nodeCount);
    }
    void cleanupTestCase() { m_fixture.reset(); }

    void wholeFrame_data()
    {
        QTest::addColumn<double>("scale");
        QTest::newRow("everything in view") << 0.1;
        QTest::newRow("as plain boxes") << 0.35;
        QTest::newRow("texts just readable") << 0.45;
        QTest::newRow("100 %") << 1.0;
    }

    void wholeFrame()
    {
        QFETCH(const double, scale);
        ui::CanvasView &view = m_fixture->view;
        view.zoomBy(scale / view.zoomFactor());
        QImage image(view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        QBENCHMARK
        {
            QPainter painter(&image);
            view.render(&painter, QRectF(image.rect()), view.viewport()->rect());
        }
        QImage empty(image.size(), image.format());
        empty.fill(image.pixelColor(0, 0));
        QVERIFY(image != empty); // what is not drawn takes no time
    }

    /// What is painted again while one node is dragged, and what leads to it is drawn anew.
    void frameOfADrag()
    {
        ui::CanvasView &view = m_fixture->view;
        view.zoomBy(1 / view.zoomFactor());
        view.goTo(QStringLiteral("match-100"));
        ui::NodeItem *node = m_fixture->scene().node(QStringLiteral("match-100"));
        double by = 8;
        QBENCHMARK
        {
            node->moveBy(by, 0);
            by = -by;
            m_fixture->scene().followNodes();
            view.viewport()->repaint();
        }
    }

    void edit()
    {
        QBENCHMARK
        {
            m_fixture->scene().setGraph(m_fixture->graph());
        }
    }

    /// A node is moved in a graph that nobody has placed: all of it is laid out anew.
    void editWithLayout()
    {
        const auto graph = tests::chainOfMatches(nodeCount);
        QBENCHMARK
        {
            m_fixture->scene().setGraph(graph);
        }
    }

private:
    std::unique_ptr<tests::CanvasFixture> m_fixture;
};

QTEST_MAIN(CanvasBench)
#include "tst_CanvasBench.moc"
