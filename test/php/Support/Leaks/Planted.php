<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

/**
 * The secrets of one pretended PBX, each kept with what it is, to be looked for.
 *
 * Two with other seeds differ in nothing but the secrets: same kinds, flavours and lengths.
 *
 * @phpstan-type Secret array{text: string, kind: string, isSure: bool}
 */
final class Planted
{
    private const LONG = [48, 64, 100, 255];
    private const SHORTEST_LONG = 40;

    private SecretMaker $maker;
    /** @var list<Secret> */
    private array $secrets = [];
    private int $made = 0;

    /**
     * @param 0|1 $side which words
     */
    public function __construct(string $seed, int $side)
    {
        $this->maker = new SecretMaker(new Chance($seed), $side);
    }

    /**
     * A new one: flavours and lengths take turns.
     *
     * @param int|null $length in characters; null: the next one
     */
    public function next(string $kind, ?int $length = null): string
    {
        $flavours = SecretMaker::FLAVOURS;
        $flavour = $flavours[$this->made % count($flavours)];
        $length = $length ?? $this->lengthOf(intdiv($this->made, count($flavours)));
        $this->made++;
        return $this->ofFlavour($kind, $flavour, $length);
    }

    /**
     * One that can be typed into a page: UTF-8.
     */
    public function typed(string $kind, ?int $length = null): string
    {
        $text = $this->next($kind, $length);
        return preg_match('//u', $text) === 1 ? $text : $this->ofFlavour($kind, 'strange', strlen($text));
    }

    public function ofFlavour(string $kind, string $flavour, int $length): string
    {
        return $this->keep($kind, $this->maker->make($flavour, $length), in_array($flavour, SecretMaker::SURE, true));
    }

    /**
     * @param bool $isSure whether nothing else can have a part of it by chance
     */
    public function keep(string $kind, string $text, bool $isSure): string
    {
        $this->secrets[] = ['text' => $text, 'kind' => $kind, 'isSure' => $isSure];
        return $text;
    }

    /**
     * As crypt(3) writes it, of nobody's password.
     */
    public function hash(string $kind, string $start, int $length): string
    {
        $alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
        return $start . $this->keep($kind, $this->maker->of($alphabet, $length), false);
    }

    /**
     * @return list<Secret>
     */
    public function all(): array
    {
        return $this->secrets;
    }

    private function lengthOf(int $turn): int
    {
        $length = $turn % (self::SHORTEST_LONG + 1);
        return $length < self::SHORTEST_LONG
            ? $length + 1
            : self::LONG[intdiv($turn, self::SHORTEST_LONG + 1) % count(self::LONG)];
    }
}
