<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\Plans;
use Modules\ModuleSecurityChecklist\Test\Support\Plan\PlanWorld;
use PHPUnit\Framework\TestCase;

/**
 * The plan of the day of a break-in, as the player plays it.
 */
final class IsolationTest extends TestCase
{
    private PlanWorld $world;

    protected function setUp(): void
    {
        $this->world = PlanWorld::newest();
    }

    public function testItIsClosedBeforeAnythingElseAndStaysWhenConfirmed(): void
    {
        $this->world->accept(Plans::isolate());
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
        self::assertSame(['done', ''], [$this->world->phase(), $this->world->reason()]);
        self::assertSame(Config::ISOLATION, $this->world->standing->followed[0]);
        self::assertNotSame('', $this->world->standing->holds[Config::ISOLATION]);
        self::assertNotSame('', $this->world->standing->holds[Config::CALLS]);
        self::assertSame(['calls', 'sessions but '], $this->world->core->ended);
        self::assertSame(0, $this->world->firewall->reloads, 'rules stay as they are');
    }

    public function testNotConfirmedEverythingIsOpenAgain(): void
    {
        $old = $this->world->rows();
        $this->world->accept(['confirm' => ['seconds' => 60, 'because' => 'reach']] + Plans::isolate());
        $this->world->runToTheEnd();
        self::assertSame('undone', $this->world->phase());
        self::assertSame($old, $this->world->rows());
    }

    public function testUndoneItIsOpenAgainAndAsksForAProof(): void
    {
        $old = $this->world->rows();
        $this->world->accept(Plans::isolate());
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
        $this->world->desk->wishes = [];
        $this->world->acceptUndo('plan1');
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase());
        self::assertContains('plan/waits', $this->world->told());
        self::assertSame($old, $this->world->rows());
    }

    public function testWhoAsksIsNeverShutOut(): void
    {
        foreach ([['192.0.2.1'], ['10.0.0.0/8'], ['2001:db8::/32']] as $networks) {
            $world = PlanWorld::newest();
            $old = $world->rows();
            $world->accept(Plans::isolate($networks));
            $world->runToTheEnd();
            self::assertSame(['refused', 'locked-out'], [$world->phase(), $world->reason()]);
            self::assertSame($old, $world->rows());
        }
    }

    public function testItHasToBeConfirmed(): void
    {
        $this->world->accept(['confirm' => null] + Plans::isolate());
        $this->world->runToTheEnd();
        self::assertSame(['refused', 'confirm-missing'], [$this->world->phase(), $this->world->reason()]);
    }

    public function testAContainerThatFiltersNothingIsRefused(): void
    {
        $this->world->surroundings->isFiltering = false;
        $this->world->accept(Plans::isolate());
        $this->world->runToTheEnd();
        self::assertSame(['refused', 'container'], [$this->world->phase(), $this->world->reason()]);
    }

    public function testAKernelThatTakesNothingLeavesNothing(): void
    {
        $old = $this->world->rows();
        $this->world->standing->isDeaf = true;
        $this->world->accept(Plans::isolate());
        $this->world->runToTheEnd();
        self::assertSame(['undone', 'step-refused'], [$this->world->phase(), $this->world->reason()]);
        self::assertSame($old, $this->world->rows());
        self::assertSame([], $this->world->core->ended, 'nobody is put out who could come back');
    }

    public function testWhatDoesNotOpenAgainIsStuckAndNotSaidToBeUndone(): void
    {
        $this->world->accept(['confirm' => ['seconds' => 60, 'because' => 'reach']] + Plans::isolate());
        $this->world->time->whenPassed[] = function (): void {
            $this->world->standing->isStuck = $this->world->phase() === 'waiting' || $this->world->standing->isStuck;
        };
        $this->world->runToTheEnd();
        self::assertSame('stuck', $this->world->phase());
    }

    public function testCallsAloneAreStoppedWithoutAProofAndGoOnAfterUndo(): void
    {
        $old = $this->world->rows();
        $this->world->accept(['confirm' => null] + Plans::oneStep('calls.stop'));
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase());
        self::assertSame('{"numbers":["112","110"]}', $this->world->standing->holds[Config::CALLS]);
        $this->world->acceptUndo('plan1');
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase());
        self::assertSame($old, $this->world->rows());
    }

    public function testCallsAbroadAreLimitedWithoutAProofAndNoLongerAfterUndo(): void
    {
        $old = $this->world->rows();
        $this->world->accept(['confirm' => null] + Plans::oneStep('calls.brake'));
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase());
        self::assertNotSame('', $this->world->standing->holds[Config::BRAKE]);
        $this->world->acceptUndo('plan1');
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase());
        self::assertSame($old, $this->world->rows());
    }

    public function testADialplanThatDoesNotTakeTheLimitsGoesBack(): void
    {
        $old = $this->world->rows();
        $this->world->standing->isDeaf = true;
        $this->world->accept(['confirm' => null] + Plans::oneStep('calls.brake'));
        $this->world->runToTheEnd();
        self::assertSame('undone', $this->world->phase());
        self::assertSame($old, $this->world->rows());
    }

    public function testOneThatGoesOutAgainWhileItWaitsIsClosedWhenItIsConfirmed(): void
    {
        $this->world->accept(Plans::isolate());
        $this->world->time->whenPassed[] = function (): void {
            if ($this->world->phase() === 'waiting') {
                $this->world->standing->holds[Config::ISOLATION] = '';
            }
        };
        $this->world->confirmWhenAsked();
        $this->world->runToTheEnd();
        self::assertSame('done', $this->world->phase());
        self::assertTrue($this->world->standing->isInForce(Config::ISOLATION));
    }
}
