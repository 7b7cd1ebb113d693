<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use Modules\ModuleSecurityChecklist\Lib\Facts\CanonicalJson;
use Modules\ModuleSecurityChecklist\Lib\Facts\PartReading;
use Modules\ModuleSecurityChecklist\Lib\Facts\Reading;
use PHPUnit\Framework\TestCase;

final class ReadingTest extends TestCase
{
    private const AT = '2026-11-30T20:00:00+03:00';

    /**
     * @return iterable<string, array{array<string, mixed>, string, string}>
     */
    public function vectors(): iterable
    {
        $json = (string) file_get_contents(__DIR__ . '/../../vectors/part-digest.json');
        /** @var list<array{what: string, data: array<string, mixed>, digest: string, plan: string}> $vectors */
        $vectors = json_decode($json, true, 512, JSON_THROW_ON_ERROR);
        foreach ($vectors as $vector) {
            yield $vector['what'] => [$vector['data'], $vector['digest'], $vector['plan']];
        }
    }

    /**
     * @dataProvider vectors
     *
     * @param array<string, mixed> $data
     */
    public function testAPlanOutlastsWhetherFail2banRuns(array $data, string $digest, string $plan): void
    {
        self::assertSame($plan, self::reading($data, $digest)->planDigest(['fail2ban']));
        foreach (['enabled' => false, 'maxretry' => 6, 'whitelistText' => '192.0.2.1'] as $name => $other) {
            self::assertNotSame($plan, self::reading([$name => $other] + $data, $digest)->planDigest(['fail2ban']), $name);
        }
    }

    public function testOtherPartsCountByTheirDigestAndUnknownOnesByTheirReason(): void
    {
        $reading = new Reading('', '', self::AT, [
            'ami' => PartReading::known('{}', 'abc', self::AT),
            'fail2ban' => PartReading::unknown('missing', '', self::AT),
        ]);
        self::assertSame(hash('sha256', "fail2ban missing\nami abc\nsip "), $reading->planDigest(['fail2ban', 'ami', 'sip']));
    }

    /**
     * @param array<string, mixed> $data
     */
    private static function reading(array $data, string $digest): Reading
    {
        return new Reading('', '', self::AT, ['fail2ban' => PartReading::known(CanonicalJson::encode($data), $digest, self::AT)]);
    }
}
