// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenCalibration.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace signalbox::models;

namespace {

constexpr auto provider = "house";
constexpr auto model = "house-large-2026-02-01";

/// A provider whose tokenizer makes \a ratio times as many tokens as ours, give or take a tenth,
/// and whose every ninth answer reports something else altogether.
class CountedProvider
{
public:
    explicit CountedProvider(double ratio)
        : m_ratio(ratio)
    {}

    qint64 nextEstimate() { return std::uniform_int_distribution<qint64>(200, 4000)(m_random); }
    qint64 report(qint64 estimate)
    {
        const double noise = std::normal_distribution<double>(0, 0.05)(m_random);
        const double other = ++m_calls % 9 == 0 ? 3 : 1;
        return std::llround(static_cast<double>(estimate) * m_ratio * std::exp(noise) * other);
    }

private:
    double m_ratio;
    int m_calls = 0;
    std::mt19937 m_random{4711};
};

void teach(TokenCalibration &calibration, CountedProvider &teacher, int calls,
           const char *about = model)
{
    for (int call = 0; call < calls; ++call) {
        const qint64 estimate = teacher.nextEstimate();
        calibration.observe(provider, about, estimate, teacher.report(estimate));
    }
}

double errorAgainst(const TokenCalibration &calibration, double ratio)
{
    return std::abs(calibration.factor(provider, model) / ratio - 1);
}

} // namespace

class TokenCalibrationTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsCorrectedAtFirst()
    {
        const TokenCalibration calibration;

        QCOMPARE(calibration.factor(provider, model), 1.0);
        QCOMPARE(calibration.corrected(provider, model, 1234), 1234);
    }

    void errorIsSmallAfterFiftyCalls()
    {
        TokenCalibration calibration;
        CountedProvider teacher(1.18);

        teach(calibration, teacher, 50);

        QVERIFY(errorAgainst(calibration, 1.18) < 0.03);
        QCOMPARE(calibration.corrected(provider, model, 0), 0);
        QVERIFY(std::abs(calibration.corrected(provider, model, 1000) - 1180) < 36);
    }

    void fewCallsHalveTheError()
    {
        TokenCalibration calibration;
        CountedProvider teacher(1.18);

        teach(calibration, teacher, 8);

        QVERIFY(errorAgainst(calibration, 1.18) < 0.09);
    }

    void oneStrayReportMovesLittle()
    {
        TokenCalibration calibration;
        CountedProvider teacher(1.0);
        teach(calibration, teacher, 50);
        const double before = calibration.factor(provider, model);

        calibration.observe(provider, model, 1000, 1'000'000);

        QVERIFY(std::abs(calibration.factor(provider, model) / before - 1) < 0.01);
    }

    void anotherTokenizerIsLearnedAnew()
    {
        TokenCalibration calibration;
        CountedProvider first(1.0);
        teach(calibration, first, 200);
        CountedProvider second(1.35);

        teach(calibration, second, 150);

        QVERIFY(errorAgainst(calibration, 1.35) < 0.05);
    }

    void datesAndPathsAreOneFamily_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name :
             {"house-large", "house-large-latest", "house-large-20260201", "house-large-2025-11-30",
              "org/House-Large", "house-large@20260201", "house-large-20260201-v1:0",
              "house-large:free"})
            QTest::newRow(name) << QByteArray(name);
    }
    void datesAndPathsAreOneFamily()
    {
        QFETCH(QByteArray, name);
        TokenCalibration calibration;
        CountedProvider teacher(1.3);
        teach(calibration, teacher, 50);
        CountedProvider other(0.8);
        teach(calibration, other, 200, "something-else-3");

        const double factor = calibration.factor(provider, name.toStdString());

        QCOMPARE(factor, calibration.factor(provider, model));
        QVERIFY(factor > 1.2);
    }

    void newModelBorrowsFromItsProvider()
    {
        TokenCalibration calibration;
        CountedProvider teacher(1.18);
        teach(calibration, teacher, 50);

        QVERIFY(std::abs(calibration.factor(provider, "house-small-2") / 1.18 - 1) < 0.03);
        QCOMPARE(calibration.factor("elsewhere", model), 1.0);
    }

    void countsBelowOneTeachNothing()
    {
        TokenCalibration calibration;

        calibration.observe(provider, model, 0, 10);
        calibration.observe(provider, model, 10, -1);
        calibration.observe(provider, model, 10, 0);

        QCOMPARE(calibration.size(), std::size_t{0});
    }

    void sizeIsBounded()
    {
        TokenCalibration calibration;
        CountedProvider teacher(1.3);
        for (int i = 0; i < 3000; ++i)
            calibration.observe("p", "model-" + std::to_string(i) + "x", 1000, 1300);
        teach(calibration, teacher, 1);

        QCOMPARE(calibration.size(), TokenCalibration::mostEntries);
        QVERIFY(calibration.factor("p", "model-2999x") > 1.2);
        QVERIFY(calibration.factor(provider, model) > 1.0);
    }

    void whatWasLearnedSurvivesARestart()
    {
        TokenCalibration calibration;
        CountedProvider teacher(1.18);
        teach(calibration, teacher, 50);

        const TokenCalibration again = TokenCalibration::fromJson(calibration.toJson());

        QCOMPARE(again.factor(provider, model), calibration.factor(provider, model));
        QCOMPARE(again.toJson(), calibration.toJson());
    }

    void rubbishIsForgotten_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"entries\":[");
        QTest::newRow("no list") << QByteArray("{\"entries\":3}");
        QTest::newRow("no objects") << QByteArray("{\"entries\":[1,\"a\",null,[]]}");
        QTest::newRow("wild values") << QByteArray(
            "{\"entries\":[{\"key\":\"house\",\"mean\":9,\"weight\":2},{\"key\":\"house\","
            "\"mean\":0.1,\"weight\":1e9},{\"key\":\"house\",\"mean\":0.1,\"weight\":-1},{"
            "\"key\":\"\",\"mean\":0.1,\"weight\":1},{\"key\":\"house\",\"mean\":\"0.1\"}]}");
    }
    void rubbishIsForgotten()
    {
        QFETCH(QByteArray, json);

        const TokenCalibration calibration = TokenCalibration::fromJson(json);

        QCOMPARE(calibration.size(), std::size_t{0});
        QCOMPARE(calibration.factor(provider, model), 1.0);
    }
};

QTEST_GUILESS_MAIN(TokenCalibrationTest)
#include "tst_TokenCalibration.moc"
