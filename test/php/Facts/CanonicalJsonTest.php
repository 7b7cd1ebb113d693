<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Facts;

use InvalidArgumentException;
use Modules\ModuleSecurityChecklist\Lib\Facts\CanonicalJson;
use PHPUnit\Framework\TestCase;

final class CanonicalJsonTest extends TestCase
{
    /**
     * @return iterable<string, array{array<int|string, mixed>, string}>
     */
    public function vectors(): iterable
    {
        $json = (string) file_get_contents(__DIR__ . '/../../vectors/digest.json');
        /** @var list<array{what: string, data: array<int|string, mixed>, digest: string}> $vectors */
        $vectors = json_decode($json, true, 512, JSON_THROW_ON_ERROR);
        foreach ($vectors as $vector) {
            yield $vector['what'] => [$vector['data'], $vector['digest']];
        }
    }

    /**
     * @dataProvider vectors
     *
     * @param array<int|string, mixed> $data
     */
    public function testGivesTheDigestThatTypeScriptGives(array $data, string $digest): void
    {
        self::assertSame($digest, hash('sha256', CanonicalJson::encode($data)));
    }

    public function testBytesThatAreNoTextBecomeTheReplacementCharacter(): void
    {
        self::assertSame("[\"a\u{fffd}b\"]", CanonicalJson::encode(["a\xffb"]));
        self::assertSame("\"\u{fffd}\"", CanonicalJson::text("\xc3"));
    }

    /**
     * @return iterable<string, array{mixed}>
     */
    public function refused(): iterable
    {
        yield 'a fraction, which the languages write differently' => [0.5];
        yield 'more than JavaScript holds' => [9007199254740992];
        yield 'the least number' => [PHP_INT_MIN];
        yield 'an object' => [new \stdClass()];
    }

    /**
     * @dataProvider refused
     *
     * @param mixed $value
     */
    public function testRefusesWhatWouldNotBeTheSameThere($value): void
    {
        $this->expectException(InvalidArgumentException::class);
        CanonicalJson::encode(['inner' => [$value]]);
    }
}
