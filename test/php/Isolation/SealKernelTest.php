<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Isolation\Isolation;
use Modules\ModuleSecurityChecklist\Lib\Isolation\Seal;
use Modules\ModuleSecurityChecklist\Lib\Isolation\SealState;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Commands;
use Modules\ModuleSecurityChecklist\Test\Support\KernelWorld;
use PHPUnit\Framework\TestCase;

/**
 * The real kernel, real packets.
 *
 * @group system
 */
final class SealKernelTest extends TestCase
{
    private const AMI = 'tcp://' . KernelWorld::PBX . ':5038';
    private const AMI_6 = 'tcp://[' . KernelWorld::PBX_6 . ']:5038';
    private const SIP = 'udp://' . KernelWorld::PBX . ':5060';

    private KernelWorld $kernel;
    private Seal $seal;

    protected function setUp(): void
    {
        if (!KernelWorld::isPossible()) {
            self::markTestSkipped('needs root and network namespaces');
        }
        $this->kernel = new KernelWorld();
        $this->kernel->serve();
        $this->seal = new Seal($this->kernel);
    }

    protected function tearDown(): void
    {
        if (isset($this->kernel)) {
            $this->kernel->remove();
        }
    }

    public function testConnectionsOfOthersAreCutAndThoseOfThePersonGoOn(): void
    {
        $friend = $this->kernel->outside(KernelWorld::FRIEND, self::AMI);
        $friend6 = $this->kernel->outside(KernelWorld::FRIEND_6, self::AMI_6);
        $stranger = $this->kernel->outside(KernelWorld::STRANGER, self::AMI);
        $stranger6 = $this->kernel->outside(KernelWorld::STRANGER_6, self::AMI_6);
        $caller = $this->kernel->outside(KernelWorld::STRANGER, self::SIP);
        foreach ([$friend, $friend6, $stranger, $stranger6, $caller] as $one) {
            self::assertSame('heard', $one('before'));
        }
        $states = $this->seal->close(self::isolation());
        self::assertSame([SealState::MANGLE, SealState::MANGLE], [$states[4]->table(), $states[6]->table()]);
        self::assertSame(['heard', 'heard'], [$friend('x'), $friend6('x')]);
        self::assertSame(['nothing', 'nothing', 'nothing'], [$stranger('x'), $stranger6('x'), $caller('x')]);
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::STRANGER, self::AMI)('x'));
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::STRANGER_6, self::AMI_6)('x'));
        self::assertSame('heard', $this->kernel->outside(KernelWorld::FRIEND, self::AMI)('x'));
        self::assertSame('nothing', $this->kernel->outside(KernelWorld::PHONE, self::SIP)('x'), 'no phone is kept');
        $turnedAway = $this->seal->states(self::isolation());
        self::assertGreaterThan(0, $turnedAway[4]->dropped());
        self::assertGreaterThan(0, $turnedAway[6]->dropped());
    }

    public function testOneThatTheKernelBeginsToLookAtWhileThePbxSpeaksIsCutToo(): void
    {
        $stranger = $this->kernel->outside(KernelWorld::STRANGER, self::AMI);
        self::assertSame('heard', $stranger('before'));
        // Nothing looks at connections by now, so none is remembered when the first packet that is seen comes from the PBX.
        $this->seal->close(self::isolation());
        self::assertSame('nothing', $stranger('x'));
        self::assertSame('nothing', $stranger('y'));
    }

    public function testWhatThePbxBeginsIsAnswered(): void
    {
        $this->seal->close(self::isolation());
        $mail = $this->kernel->inside(KernelWorld::PBX, 'tcp://' . KernelWorld::STRANGER . ':7000');
        self::assertSame('heard', $mail('HELO'));
        $names = $this->kernel->inside(KernelWorld::PBX, 'udp://' . KernelWorld::STRANGER . ':5353');
        self::assertSame('heard', $names('?'));
        $itself = $this->kernel->inside(KernelWorld::PBX, self::AMI);
        self::assertSame('heard', $itself('x'));
    }

    public function testPhonesThatAreKeptTalkAndReachNothingElse(): void
    {
        $this->seal->close(self::isolation([KernelWorld::PHONE]));
        self::assertSame('heard', $this->kernel->outside(KernelWorld::PHONE, self::SIP)('REGISTER'));
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::PHONE, self::AMI)('x'));
        self::assertSame('nothing', $this->kernel->outside(KernelWorld::STRANGER, self::SIP)('REGISTER'));
    }

    public function testRulesThatAreMadeAnewDoNotOpenIt(): void
    {
        $this->seal->close(self::isolation());
        foreach (['-F', '-X'] as $flush) {
            $this->kernel->run('iptables', [$flush]);
        }
        $this->kernel->run('iptables', ['-A', 'INPUT', '-j', 'ACCEPT']);
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::STRANGER, self::AMI)('x'));
    }

    public function testClosingTwiceChangesNothingAndAnotherOneTakesItsPlace(): void
    {
        $this->seal->close(self::isolation());
        $once = $this->rules();
        $this->seal->close(self::isolation());
        self::assertSame($once, $this->rules());
        $this->seal->close(self::isolation([KernelWorld::PHONE]));
        self::assertFalse($this->seal->states(self::isolation())[4]->isSealed());
        self::assertTrue($this->seal->states(self::isolation([KernelWorld::PHONE]))[4]->isSealed());
        self::assertCount(2, (array) preg_grep('/^-N /', $this->rules()));
    }

    public function testOpenedNothingOfItIsLeft(): void
    {
        $before = $this->rules();
        $stranger = $this->kernel->outside(KernelWorld::STRANGER, self::AMI);
        self::assertSame('heard', $stranger('before'));
        $this->seal->close(self::isolation());
        self::assertTrue($this->seal->isAnywhere());
        self::assertTrue($this->seal->open());
        self::assertFalse($this->seal->isAnywhere());
        self::assertSame($before, $this->rules());
        self::assertSame('heard', $this->kernel->outside(KernelWorld::STRANGER, self::AMI)('x'));
        self::assertTrue($this->seal->open(), 'twice does no harm');
    }

    public function testHalfASealIsMadeWholeAndOneThatIsNotFirstComesFirst(): void
    {
        $this->seal->close(self::isolation());
        self::assertSame(1, preg_match('/^-N (SECCHECK-IN\S+)/m', implode("\n", $this->rules()), $chain));
        $this->kernel->run('iptables', ['-t', 'mangle', '-D', $chain[1] ?? '', '1']);
        self::assertFalse($this->seal->states(self::isolation())[4]->isSealed());
        $this->seal->close(self::isolation());
        self::assertTrue($this->seal->states(self::isolation())[4]->isSealed());
        $this->kernel->run('iptables', ['-t', 'mangle', '-I', 'PREROUTING', '1', '-j', 'ACCEPT']);
        self::assertFalse($this->seal->states(self::isolation())[4]->isSealed());
        $this->seal->close(self::isolation());
        self::assertTrue($this->seal->states(self::isolation())[4]->isSealed());
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::STRANGER, self::AMI)('x'));
    }

    public function testWithoutThatTableItIsAmongTheRulesAndSaysSo(): void
    {
        $seal = new Seal(self::without('mangle', $this->kernel));
        $states = $seal->close(self::isolation());
        self::assertSame(SealState::FILTER, $states[4]->table());
        self::assertTrue($states[4]->needsKeeper());
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::STRANGER, self::AMI)('x'));
        self::assertSame('heard', $this->kernel->outside(KernelWorld::FRIEND, self::AMI)('x'));
        $this->kernel->run('iptables', ['-F', 'INPUT']);
        self::assertFalse($seal->states(self::isolation())[4]->isSealed());
        $seal->close(self::isolation());
        self::assertSame('shut out', $this->kernel->outside(KernelWorld::STRANGER, self::AMI)('x'));
        self::assertTrue($seal->open());
    }

    public function testAKernelWithoutAnyOfItIsNoneThatIsSealed(): void
    {
        $seal = new Seal(self::without('-t', $this->kernel));
        $states = $seal->close(self::isolation());
        self::assertFalse($states[4]->isSealed() || $states[6]->isSealed());
        self::assertTrue($seal->open());
    }

    /**
     * @return list<string>
     */
    private function rules(): array
    {
        return $this->kernel->run('iptables', ['-t', 'mangle', '-S']);
    }

    private static function without(string $word, KernelWorld $kernel): Commands
    {
        return new class ($word, $kernel) implements Commands {
            private string $word;
            private Commands $kernel;

            public function __construct(string $word, Commands $kernel)
            {
                $this->word = $word;
                $this->kernel = $kernel;
            }

            public function run(string $program, array $arguments): ?array
            {
                if (in_array($this->word, $arguments, true)) {
                    throw new CannotRead(CannotRead::FAILED, $program);
                }
                return $this->kernel->run($program, $arguments);
            }
        };
    }

    /**
     * @param list<string> $phones
     */
    private static function isolation(array $phones = []): Isolation
    {
        return new Isolation(
            [KernelWorld::FRIEND, KernelWorld::FRIEND_6],
            $phones,
            [],
            [22, 443, 5038, 5060],
            [5060],
            [10000, 10200]
        );
    }
}
