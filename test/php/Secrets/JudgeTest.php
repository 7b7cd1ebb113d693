<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Secrets\About;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Dictionary;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Judge;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Test\Support\Secrets;
use PHPUnit\Framework\TestCase;

/**
 * @phpstan-import-type SecretFeatures from Features
 */
final class JudgeTest extends TestCase
{
    private const VECTORS = __DIR__ . '/../../vectors/secret-features.json';
    private const KEYS = ['contains', 'dictionary', 'digitsOnly', 'generated', 'length', 'missing', 'shared', 'strong'];
    /** Mostly it takes a thousandth of that; what grows with the square of the length would take minutes. */
    private const SECONDS = 5;

    private Judge $judge;

    protected function setUp(): void
    {
        $this->judge = new Judge(Dictionary::shipped());
    }

    public function testAgreesWithTheVectors(): void
    {
        /**
         * @var array{dictionary: list<string>, rare: list<string>, makers: list<string>, cases: list<array{
         *     why: string, secret: string, about: array<string, string>, shared: int, features: array<string, mixed>
         * }>} $vectors
         */
        $vectors = json_decode((string) file_get_contents(self::VECTORS), true, 512, JSON_THROW_ON_ERROR);
        self::assertGreaterThan(100, count($vectors['cases']));
        $judge = new Judge(Dictionary::of($vectors['dictionary'], $vectors['rare'], $vectors['makers']));
        foreach ($vectors['cases'] as $case) {
            $secret = new Secret($case['secret'], Secrets::about($case['about']), $case['shared']);
            $wanted = $case['features'];
            ksort($wanted);
            self::assertSame($wanted, $judge->of([$secret])[0], $case['why']);
        }
    }

    /**
     * @dataProvider hostile
     */
    public function testTakesWhateverIsStored(string $secret): void
    {
        $about = new About($secret, $secret, $secret, $secret, $secret, $secret);
        $started = hrtime(true);
        foreach ([new About(), $about] as $owner) {
            $features = $this->judge->of([new Secret($secret, $owner, -1)])[0];
            self::assertSame(self::KEYS, array_keys($features));
            self::assertSame(0, $features['shared']);
            self::assertSame($features, $this->judge->of([new Secret($secret, $owner, 0)])[0], 'the same each time');
        }
        self::assertLessThan(self::SECONDS, (hrtime(true) - $started) / 1e9);
    }

    /**
     * @return array<string, array{string}>
     */
    public static function hostile(): array
    {
        return [
            'NUL' => ["\0"],
            'NUL inside' => ["pass\0word\0"],
            'not UTF-8' => ["\xff\xfe\xc3\x28\xe2\x82"],
            'UTF-8 cut off' => ["пароль\xd0"],
            'a surrogate' => ["\xed\xa0\x80abc"],
            'too long a form of a slash' => ["\xc0\xaf"],
            'behind Unicode' => ["\xf4\x90\x80\x80"],
            'emoji' => ['👩‍👩‍👧‍👦🔐🇷🇺'],
            'marks' => [str_repeat("e\u{301}", 2000)],
            'only marks' => [str_repeat("\u{301}", 50000)],
            'right to left' => ["\u{202e}drowssap\u{2066}"],
            'control characters' => ["\r\n\t\x7f\x1b[2J"],
            'a pattern' => ['(((((a+)+)+)+)+$'],
            'long' => [str_repeat('a', 100000)],
            'long and mixed' => [substr(str_repeat('Qwerty 19.05.1985 пароль 🔐 ', 4000), 0, 100000)],
            'long and blank' => [str_repeat(' ', 100000) . 'x'],
            'long and wide blanks' => ['x' . str_repeat("\u{3000} ", 25000) . 'x'],
            'long and digits' => [str_repeat('1985', 25000)],
            'long and not UTF-8' => [str_repeat("\xff\x41", 50000)],
        ];
    }

    public function testBytesThatAreNotUtf8CountAsSpecialCharacters(): void
    {
        $features = $this->judge->of([new Secret("abc\xffdef\xfe", new About(), 0)])[0];
        self::assertSame(['upper', 'digit'], $features['missing']);
        self::assertSame('8-11', $features['length']);
    }

    public function testCountsAsJavaScriptDoesWhereASecretIsCut(): void
    {
        // Behind 1024 units nothing is looked at, and the digit is there.
        $features = $this->judge->of([new Secret(str_repeat('x', 1023) . '🔐7', new About(), 0)])[0];
        self::assertSame(['upper', 'digit'], $features['missing']);
        $features = $this->judge->of([new Secret(str_repeat('🔐', 511) . 'x7A', new About(), 0)])[0];
        self::assertSame(['upper'], $features['missing']);
    }

    public function testRandomBytesAreJudgedAlikeEachTime(): void
    {
        $other = new Judge(Dictionary::shipped());
        for ($i = 0; $i < 300; $i++) {
            $secret = random_bytes(random_int(1, 40));
            $about = new About(random_bytes(random_int(1, 8)), (string) random_int(0, 9999), '', random_bytes(3));
            $first = $this->judge->of([new Secret($secret, $about, 0)]);
            $again = $other->of([new Secret($secret, $about, 0)]);
            self::assertSame($first, $again, bin2hex($secret));
        }
    }

    public function testMostRandomPasswordsAreNotAccused(): void
    {
        $secrets = [];
        for ($i = 0; $i < 2000; $i++) {
            $secrets[] = new Secret(self::random(12), new About('Anna Petrova', '204', '', 'anna'), 0);
        }
        $accused = array_filter($this->judge->of($secrets), static function (array $features): bool {
            return $features['dictionary'];
        });
        self::assertLessThan(12, count($accused));
    }

    public function testWithoutItsDictionaryItSaysSo(): void
    {
        $this->expectException(CannotRead::class);
        $this->expectExceptionMessage('words.generated.txt');
        (new Judge(Dictionary::folder('/nonexistent')))->of([new Secret('word', new About(), 0)]);
    }

    public function testNothingOfASecretStaysBehind(): void
    {
        $word = 'Zq7-leftover-word';
        $this->judge->of([new Secret($word, new About('leftover'), 0)]);
        self::assertStringNotContainsStringIgnoringCase('leftover', print_r($this->judge, true));
    }

    private static function random(int $length): string
    {
        $text = '';
        for ($i = 0; $i < $length; $i++) {
            $text .= chr(random_int(0x21, 0x7e));
        }
        return $text;
    }
}
